"""A first manifest for a cluster with Windows nodes: enough to start from, nothing that only an owner can know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from reberth.rendering.naming import project_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.plan import Plan

_HEAD = """\
# Windows nodes run this image under process isolation only: their Windows must suit the image's.
# The image must be in a registry that the nodes can reach.
"""
_BUILD = "node.kubernetes.io/windows-build"
# Label of nodes by the base image's tag. Source: Kubernetes, Guide for Running Windows Containers.
_BUILDS = {"ltsc2016": "10.0.14393", "ltsc2019": "10.0.17763", "ltsc2022": "10.0.20348", "ltsc2025": "10.0.26100"}
# A name of a Service: a DNS label of RFC 1035, with room for a suffix.
_LONGEST = 50


def render_kubernetes(plan: Plan, image: str) -> str:
    """A Deployment and a Service as YAML.

    Args:
        plan: What is in the image.
        image: Its name at the registry.
    """
    name = _name(plan.server)
    labels = {"app": name}
    container: dict[str, Any] = {"name": "web", "image": image}
    ports = [item.port for item in plan.ports]
    if ports:
        container["ports"] = [{"containerPort": port} for port in ports]
    if plan.secrets:
        container["envFrom"] = [{"secretRef": {"name": f"{name}-secrets"}}]
    if plan.health is not None:
        # The health check of the image is Docker's; a kubelet does not know it.
        probe: dict[str, Any] = {"tcpSocket": {"port": plan.health.port}, "periodSeconds": 30}
        container["readinessProbe"] = probe
        container["livenessProbe"] = {**probe, "initialDelaySeconds": 120}
    selector = {"kubernetes.io/os": "windows"}
    build = next((label for tag, label in _BUILDS.items() if plan.base.reference.endswith(tag)), "")
    if build:
        selector[_BUILD] = build
    pod: dict[str, Any] = {"os": {"name": "windows"}, "nodeSelector": selector, "containers": [container]}
    if plan.extras.hosts:
        pod["hostAliases"] = _aliases(plan)
    deployment = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": name},
        "spec": {
            "replicas": 1,
            "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": labels}, "spec": pod},
        },
    }
    documents: list[dict[str, Any]] = [deployment]
    if ports:
        served = [{"name": f"port-{port}", "port": port, "targetPort": port} for port in ports]
        documents.append(
            {
                "apiVersion": "v1",
                "kind": "Service",
                "metadata": {"name": name},
                "spec": {"selector": labels, "ports": served},
            }
        )
    head = "".join(f"{line}\n" for line in _head(plan, name, build))
    return head + yaml.safe_dump_all(documents, sort_keys=False, explicit_start=True)


def _head(plan: Plan, name: str, build: str) -> Iterator[str]:
    """What a person must know or do."""
    yield from _HEAD.splitlines()
    if build:
        yield f"# The pod waits for a node of the image's own build: take {_BUILD} away where a newer one suits."
    if plan.secrets:
        yield f"# A Secret named {name}-secrets must hold these values, which were not taken from the disk:"
        yield from (f"#   {item}" for item in dict.fromkeys(secret.variable for secret in plan.secrets))
    if plan.tls:
        yield "# HTTPS has a self-signed certificate unless a volume brings default.pfx (with password.txt) to"
        yield "# C:\\run\\certificates."
    if plan.extras.hosts:
        yield "# hostAliases are from the old server's hosts file: check that each address still means what it did."
    if plan.extras.services:
        names = ", ".join(item.name for item in plan.extras.services)
        yield f"# Not in here, for each has an image of its own: {names}."


def _name(server: str) -> str:
    """A computer name as Kubernetes may call a Service: it begins with a letter and is not too long."""
    name = project_name(server)
    return (name if name[0].isalpha() else f"web-{name}")[:_LONGEST].rstrip("-")


def _aliases(plan: Plan) -> list[dict[str, Any]]:
    """Lines of the old hosts file, names of one address together."""
    found: dict[str, list[str]] = {}
    for item in plan.extras.hosts:
        found.setdefault(item.address, []).append(item.name)
    return [{"ip": address, "hostnames": names} for address, names in found.items()]
