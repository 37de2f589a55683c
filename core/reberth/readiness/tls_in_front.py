"""Where TLS ends in front of the container, its sites see plain http: what then refuses it or runs in circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.plan import LeftOut
from reberth.readiness.places import Place, merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.model.finding import Finding
    from reberth.readiness.chosen import Chosen, ChosenApplication


def plain_behind_tls(chosen: Chosen) -> Iterator[Finding]:
    """``sslFlags``, redirections to https and cookies for https only, of sites whose https bindings stay behind."""
    if not any(isinstance(item, LeftOut) and item.code == "plan.binding-tls-in-front" for item in chosen.plan.outcomes):
        return
    behind = [item for item in chosen.applications if _lost_https(item, chosen)]
    yield from merged("readiness.tls-required", "action", _refusing(chosen, behind))
    yield from merged("readiness.https-redirect", "action", _redirecting(chosen, behind))
    yield from merged(
        "readiness.secure-cookies",
        "action",
        (Place(item, item.subject, (found.evidence,)) for item in behind for found in item.noticed("secure-cookie")),
    )


def _lost_https(item: ChosenApplication, chosen: Chosen) -> bool:
    """Whether the server itself ended TLS for the site; where something else did, nothing changes."""
    before = chosen.found_sites.get(item.site.name)
    now = any(binding.protocol == "https" for binding in item.site.bindings)
    return before is not None and not now and any(binding.protocol == "https" for binding in before.bindings)


def _refusing(chosen: Chosen, behind: Iterable[ChosenApplication]) -> Iterator[Place]:
    """Applications that answer plain http with 403.4."""
    flags = chosen.inherited("system.webServer/security/access", "sslFlags")
    for item in behind:
        for reaching in flags.at(item.subject):
            if "ssl" in {flag.strip().lower() for flag in reaching.value.split(",")}:
                yield Place(item, item.subject, reaching.evidence)
        for found in item.noticed("tls-required"):
            yield Place(item, item.subject, (found.evidence,))


def _redirecting(chosen: Chosen, behind: Iterable[ChosenApplication]) -> Iterator[Place]:
    """Applications that send whoever comes by http to https, where the proxy calls them by http again."""
    path = "system.webServer/httpRedirect"
    enabled, destination = chosen.inherited(path, "enabled"), chosen.inherited(path, "destination")
    for item in behind:
        on = next(enabled.at(item.subject), None)
        to = next(destination.at(item.subject), None)
        if on and to and on.value.lower() == "true" and to.value.lower().startswith("https:"):
            yield Place(item, item.subject, to.evidence)
        for found in item.noticed("https-redirect"):
            yield Place(item, item.subject, (found.evidence,))
