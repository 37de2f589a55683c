"""The manifest is YAML that says what the plan says."""

from __future__ import annotations

import pytest
import yaml
from msgspec.structs import replace

from reberth.model.extras import Extras, HostEntry, OwnService
from reberth.model.plan import SecretValue
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.rendering.kubernetes import render_kubernetes
from tests.support.inventories import application, inventory, secret, site

PLAN = make_plan(inventory(site("Shop", application("/", r"C:\shop"), bindings=("http *:8080:",))), Selection())


def test_deployment_and_service() -> None:
    deployment, service = yaml.safe_load_all(render_kubernetes(PLAN, "reg.example/web01-web:1"))
    pod = deployment["spec"]["template"]["spec"]
    assert pod["os"] == {"name": "windows"}
    assert pod["nodeSelector"] == {
        "kubernetes.io/os": "windows",
        "node.kubernetes.io/windows-build": "10.0.20348",
    }
    assert "hostAliases" not in pod
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


@pytest.mark.parametrize(
    ("server", "name"),
    [("2003SRV", "web-2003srv"), ("日本", "server"), ("W" * 80, "w" * 50), ("a" * 49 + "-b", "a" * 49)],
)
def test_a_name_that_a_service_may_have(server: str, name: str) -> None:
    deployment, service = yaml.safe_load_all(render_kubernetes(replace(PLAN, server=server), "x"))
    assert deployment["metadata"]["name"] == service["metadata"]["name"] == name


def test_what_else_compose_has_is_there_or_told() -> None:
    hosts = [HostEntry(f"host:{name}", address, name) for address, name in (("10.1.1.1", "a"), ("10.1.1.2", "b"))]
    hosts.append(HostEntry("host:c", "10.1.1.1", "c"))
    apache = OwnService("service:apache", "apache", "Apache", "mcr.microsoft.com/windows/servercore:ltsc2022")
    secure = make_plan(inventory(site("S", application("/", r"C:\s"), bindings=("https *:443:",))), Selection())
    plan = replace(
        secure, extras=Extras(hosts=tuple(hosts), services=(apache,)), base=replace(PLAN.base, reference="x")
    )
    text = render_kubernetes(plan, "x")
    pod = next(yaml.safe_load_all(text))["spec"]["template"]["spec"]
    assert pod["hostAliases"] == [
        {"ip": "10.1.1.1", "hostnames": ["a", "c"]},
        {"ip": "10.1.1.2", "hostnames": ["b"]},
    ]
    assert pod["nodeSelector"] == {"kubernetes.io/os": "windows"}
    assert "# Not in here, for each has an image of its own: apache.\n" in text
    assert "default.pfx" in text
