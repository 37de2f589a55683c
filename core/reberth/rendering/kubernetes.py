"""A first manifest for a cluster with Windows nodes: enough to start from, nothing that only an owner can know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from reberth.rendering.naming import project_name

if TYPE_CHECKING:
    from reberth.model.plan import Plan

_HEAD = """\
# Windows nodes run this image under process isolation only: their Windows must suit the image's.
# The image must be in a registry that the nodes can reach.
"""


def render_kubernetes(plan: Plan, image: str) -> str:
    """A Deployment and a Service as YAML.

    Args:
        plan: What is in the image.
        image: Its name at the registry.
    """
    name = project_name(plan.server)
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
    pod = {"nodeSelector": {"kubernetes.io/os": "windows"}, "containers": [container]}
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
    head = _HEAD
    if plan.secrets:
        names = "".join(f"#   {item}\n" for item in dict.fromkeys(secret.variable for secret in plan.secrets))
        head += f"# A Secret named {name}-secrets must hold these values, which were not taken from the disk:\n{names}"
    return head + yaml.safe_dump_all(documents, sort_keys=False, explicit_start=True)
