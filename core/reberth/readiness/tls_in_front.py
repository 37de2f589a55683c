"""Where TLS ends in front of the container, its sites see plain http: what then refuses it or runs in circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.plan import LeftOut
from reberth.readiness.places import Place, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.application import NoticedKind
    from reberth.model.finding import Finding
    from reberth.readiness.chosen import Chosen, ChosenApplication

_HTTP = 80


def plain_behind_tls(chosen: Chosen) -> Iterator[Finding]:
    """``sslFlags``, redirections to https and cookies for https only, of sites whose https bindings stay behind."""
    if not any(isinstance(item, LeftOut) and item.code == "plan.binding-tls-in-front" for item in chosen.plan.outcomes):
        return
    behind = {item.subject: item for item in chosen.applications if _lost_https(item, chosen)}
    yield from merged("readiness.tls-required", "action", _refusing(chosen, behind))
    yield from merged("readiness.https-redirect", "action", _redirecting(chosen, behind, _doors(chosen)))
    yield from merged("readiness.secure-cookies", "action", _named("secure-cookie", chosen, behind))


def _lost_https(item: ChosenApplication, chosen: Chosen) -> bool:
    """Whether the server itself ended TLS for the site; where something else did, nothing changes."""
    before = chosen.found_sites.get(item.site.name)
    now = any(binding.protocol == "https" for binding in item.site.bindings)
    return before is not None and not now and any(binding.protocol == "https" for binding in before.bindings)


def _doors(chosen: Chosen) -> dict[str, ChosenApplication]:
    """Applications of sites that had http only, beside one that had the same host name by https.

    Such a site is there to redirect to the other one. Behind a proxy both are called by http.
    """
    hosts: dict[str, set[str]] = {
        name: {binding.host.lower() for binding in site.bindings if binding.protocol == "https"}
        for name, site in chosen.found_sites.items()
    }
    left = {host for found in hosts.values() for host in found}
    return {
        item.subject: item
        for item in chosen.applications
        if not hosts.get(item.site.name)
        and any(
            binding.protocol == "http" and binding.port == _HTTP and binding.host.lower() in left
            for binding in item.site.bindings
        )
    }


def _named(what: NoticedKind, chosen: Chosen, behind: dict[str, ChosenApplication]) -> Iterator[Place]:
    """What the files of these applications say of one kind."""
    for item, found in chosen.noticed(what):
        if item.subject in behind:
            yield Place(item, item.subject, (found.evidence,))


def _refusing(chosen: Chosen, behind: dict[str, ChosenApplication]) -> Iterator[Place]:
    """Applications that answer plain http with 403.4."""
    flags = chosen.inherited("system.webServer/security/access", "sslFlags")
    for item in behind.values():
        for reaching in flags.at(item.subject):
            if "ssl" in {flag.strip().lower() for flag in reaching.value.split(",")}:
                yield Place(item, item.subject, reaching.evidence)
    yield from _named("tls-required", chosen, behind)


def _redirecting(
    chosen: Chosen, behind: dict[str, ChosenApplication], doors: dict[str, ChosenApplication]
) -> Iterator[Place]:
    """Applications that send whoever comes by http to https, where the proxy calls them by http again.

    What redirects everybody, whatever they came by, never led to its own site where that had https: it would have run
    in circles on the server already.
    """
    path = "system.webServer/httpRedirect"
    enabled, destination = chosen.inherited(path, "enabled"), chosen.inherited(path, "destination")
    for item in doors.values():
        on = next(enabled.at(item.subject), None)
        to = next(destination.at(item.subject), None)
        if on and to and on.value.lower() == "true" and to.value.lower().startswith("https:"):
            yield Place(item, item.subject, to.evidence)
    for item in (*behind.values(), *doors.values()):
        # Of IIS 10; it knows nothing of a proxy.
        if all(item.site.settings.get(f"hsts.{name}").lower() == "true" for name in ("enabled", "redirectHttpToHttps")):
            yield Place(item, item.subject, (item.site.evidence,))
    for item, found in chosen.noticed("https-redirect"):
        if item.subject in doors or (item.subject in behind and found.detail == "from http"):
            yield Place(item, item.subject, (found.evidence,))
