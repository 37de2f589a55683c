"""Bindings become ports, TLS set-up and a health check."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from reberth.model.plan import CarriedOver, ExposedPort, HealthCheck, LeftOut, TlsBinding, Undecided
from reberth.model.step_ids import HEALTH, binding_step, port_step, site_step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.evidence import Evidence
    from reberth.model.iis import Binding, Site
    from reberth.model.plan import Outcome

_LOCAL = frozenset({"net.pipe", "net.msmq", "msmq.formatname"})
_ANY = frozenset({"*", "0.0.0.0", "[::]", ""})  # noqa: S104 - recognised, not bound to


class PlannedEndpoints(NamedTuple):
    """Sites with the bindings that stay, ports, TLS set-up, health check and fates."""

    sites: tuple[Site, ...]
    ports: tuple[ExposedPort, ...]
    tls: tuple[TlsBinding, ...]
    health: HealthCheck | None
    outcomes: tuple[Outcome, ...]


def plan_endpoints(sites: Iterable[Site], *, tls_in_front: bool) -> PlannedEndpoints:
    """Plan what listens where.

    A binding to one address of the old machine becomes one to all addresses: a container has its own. With TLS in
    front, https bindings stay behind.
    """
    outcomes: list[Outcome] = []
    kept_sites = []
    ports: dict[int, list[Evidence]] = {}
    tls: list[TlsBinding] = []
    taken: dict[tuple[str, str], _Taken] = {}
    for site in sites:
        bindings: list[Binding] = []
        for binding in site.bindings:
            fate, kept = _binding(site, binding, taken, tls_in_front=tls_in_front)
            outcomes.append(fate)
            if kept is None:
                continue
            bindings.append(kept)
            if kept.port:
                ports.setdefault(kept.port, []).append(kept.evidence)
            if kept.protocol == "https":
                tls.append(TlsBinding(site_step(site.name), site.name, kept))
        kept_sites.append(replace(site, bindings=tuple(bindings)))
    exposed = tuple(ExposedPort(port_step(port), port, tuple(ports[port])) for port in sorted(ports))
    return PlannedEndpoints(tuple(kept_sites), exposed, tuple(tls), _health(kept_sites), tuple(outcomes))


class _Taken(NamedTuple):
    """Who has an endpoint already, and whether only by losing its address."""

    site: str
    changed: bool


def _binding(
    site: Site, binding: Binding, taken: dict[tuple[str, str], _Taken], *, tls_in_front: bool
) -> tuple[Outcome, Binding | None]:
    """One binding's fate and its form in the image."""
    name = f"{site.name} {binding.protocol} {binding.information}"
    places = (binding.evidence,)
    if binding.protocol == "ftp":
        return LeftOut("binding", name, "plan.binding-ftp", {"binding": name}, places), None
    if binding.protocol == "https" and tls_in_front:
        return LeftOut("binding", name, "plan.binding-tls-in-front", {"binding": name}, places), None
    if binding.protocol not in {"http", "https", "net.tcp", *_LOCAL}:
        return Undecided("binding", name, "plan.binding-unknown", {"binding": name}, places), None
    if binding.protocol in {"http", "https"} and not binding.port:
        return Undecided("binding", name, "plan.binding-broken", {"binding": name}, places), None
    changed = binding
    if binding.ip not in _ANY:
        changed = replace(binding, ip="*", information=f"*:{binding.port}:{binding.host}")
    endpoint = (changed.protocol, changed.information.lower())
    before = taken.get(endpoint)
    if before is not None and before.site == site.name:
        return LeftOut("binding", name, "plan.binding-merged", {"binding": name}, places), None
    if before is not None and (before.changed or changed is not binding):
        # Two sites that only their addresses told apart: IIS would start the first only.
        params = {"binding": name, "site": before.site}
        return Undecided("binding", name, "plan.binding-taken", dict(params), places), None
    taken.setdefault(endpoint, _Taken(site.name, changed is not binding))
    step = binding_step(site.name, changed.protocol, changed.information)
    return CarriedOver("binding", name, (step,), places), changed


def _health(sites: Iterable[Site]) -> HealthCheck | None:
    """Ask the first http binding, else the first https one, of a site that starts by itself."""
    ordered = sorted(sites, key=lambda site: site.settings.get("serverAutoStart", "true").lower() == "false")
    every = [binding for site in ordered for binding in site.bindings]
    for scheme in ("http", "https"):
        for binding in every:
            if binding.protocol == scheme:
                host = "" if "*" in binding.host else binding.host
                return HealthCheck(
                    HEALTH, "https" if scheme == "https" else "http", binding.port, host, "/", (binding.evidence,)
                )
    return None
