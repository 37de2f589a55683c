"""The manifest is YAML that says what the plan says."""

from __future__ import annotations

import yaml
from msgspec.structs import replace

from reberth.model.plan import SecretValue
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.rendering.kubernetes import render_kubernetes
from tests.support.inventories import application, inventory, secret, site

PLAN = make_plan(inventory(site("Shop", application("/", r"C:\shop"), bindings=("http *:8080:",))), Selection())


def test_deployment_and_service() -> None:
    deployment, service = yaml.safe_load_all(render_kubernetes(PLAN, "reg.example/web01-web:1"))
    pod = deployment["spec"]["template"]["spec"]
    assert pod["nodeSelector"] == {"kubernetes.io/os": "windows"}
    (container,) = pod["containers"]
    assert container["image"] == "reg.example/web01-web:1"
    assert container["ports"] == [{"containerPort": 8080}]
    assert container["readinessProbe"]["tcpSocket"] == {"port": 8080}
    assert "envFrom" not in container
    assert deployment["spec"]["selector"]["matchLabels"] == service["spec"]["selector"] == {"app": "web01"}
    assert service["spec"]["ports"] == [{"name": "port-8080", "port": 8080, "targetPort": 8080}]


def test_values_from_outside_are_named_and_never_there() -> None:
    plan = replace(PLAN, secrets=(SecretValue("SHOP_DB", secret(r"C:\shop\web.config", "Shop")),))
    text = render_kubernetes(plan, "x")
    assert "#   SHOP_DB\n" in text
    deployment = next(yaml.safe_load_all(text))
    assert deployment["spec"]["template"]["spec"]["containers"][0]["envFrom"] == [
        {"secretRef": {"name": "web01-secrets"}}
    ]


def test_a_server_without_ports_has_no_service() -> None:
    assert len(list(yaml.safe_load_all(render_kubernetes(replace(PLAN, ports=(), health=None), "x")))) == 1
