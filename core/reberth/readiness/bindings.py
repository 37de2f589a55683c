"""Bindings: what a carried binding no longer says, and which certificates are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.few import few
from reberth.model.finding import Finding
from reberth.readiness.places import Place, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.errors import Parameter
    from reberth.model.iis import Binding
    from reberth.readiness.chosen import Chosen, ChosenApplication

_ANY = frozenset({"*", "0.0.0.0", "[::]", ""})  # noqa: S104 - recognised, not bound to
_WEB = frozenset({"http", "https"})
_SNI = 1
_CENTRAL_STORE = 2


def _roots(chosen: Chosen) -> dict[str, ChosenApplication]:
    """The first application of each site, which stands for the site."""
    return {item.site.name: item for item in reversed(chosen.applications)}


def addresses_dropped(chosen: Chosen) -> Iterator[Finding]:
    """R26: a binding to one address of the old machine is one to all addresses in the image."""
    roots = _roots(chosen)
    yield from merged(
        "readiness.address-dropped",
        "info",
        (
            Place(roots[name], f"{item.protocol} {item.information}", (item.evidence,))
            for name, site in sorted(chosen.found_sites.items())
            for item in site.bindings
            if name in roots
            and item.ip not in _ANY
            and f"{name} {item.protocol} {item.information}" in chosen.carried_bindings
        ),
    )


def host_names_only(chosen: Chosen) -> Iterator[Finding]:
    """R26: nobody answers a call by address, or by ``localhost``."""
    web = [item for site in chosen.plan.iis.sites for item in site.bindings if item.protocol in _WEB]
    if web and all(item.host and not item.host.startswith("*") for item in web):
        names = list(dict.fromkeys(item.host for item in web))
        params: dict[str, Parameter] = {"names": few(names)}
        yield Finding("readiness.host-names-only", "info", "", params, tuple(item.evidence for item in web[:20]))


def several_certificates(chosen: Chosen) -> Iterator[Finding]:
    """R22: each host name of https looks for a certificate of its own."""
    sharing: dict[int, set[str]] = {}
    for item in chosen.plan.tls:
        if not item.binding.ssl_flags & _SNI:
            sharing.setdefault(item.binding.port, set()).add(item.binding.host)
    names = list(dict.fromkeys(_certificate(item.binding, sharing) for item in chosen.plan.tls))
    if len(names) > 1:
        params: dict[str, Parameter] = {"count": len(names), "names": few(f"{name}.pfx" for name in names)}
        evidence = tuple(item.binding.evidence for item in chosen.plan.tls[:20])
        yield Finding("readiness.several-certificates", "action", "", params, evidence)


def _certificate(binding: Binding, sharing: dict[int, set[str]]) -> str:
    """The file that the start script takes, without its suffix.

    Without SNI all names of a port share one certificate, and no file is called by all names of a domain.
    """
    shared = not binding.ssl_flags & _SNI and len(sharing[binding.port]) > 1
    return "default" if shared or not binding.host or "*" in binding.host else binding.host


def without_bindings(chosen: Chosen) -> Iterator[Finding]:
    """A site of which no web binding is in the image: one that had https only, where TLS ends in front."""
    roots = _roots(chosen)
    now = {item.name for item in chosen.plan.iis.sites if any(binding.protocol in _WEB for binding in item.bindings)}
    yield from merged(
        "readiness.site-without-binding",
        "action",
        (
            Place(roots[name], name, tuple(item.evidence for item in site.bindings))
            for name, site in sorted(chosen.found_sites.items())
            if name in roots and name not in now and any(item.protocol in _WEB for item in site.bindings)
        ),
    )


def central_certificate_store(chosen: Chosen) -> Iterator[Finding]:
    """R22: the certificate came from a share, by the name of the host."""
    roots = _roots(chosen)
    yield from merged(
        "readiness.central-certificates",
        "action",
        (
            Place(roots[item.site], item.binding.host or item.binding.information, (item.binding.evidence,))
            for item in chosen.plan.tls
            if item.binding.ssl_flags & _CENTRAL_STORE and item.site in roots
        ),
    )
