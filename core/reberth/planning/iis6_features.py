"""Windows features for an IIS 6: it had no modules to install, so its configuration tells which it used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.model.evidence import Evidence
    from reberth.model.iis import ConfigElement
    from reberth.model.plan import LocationChange, SectionChange

_WEB = "system.webServer"
_ENABLED = {
    f"{_WEB}/security/authentication/basicAuthentication": "IIS-BasicAuthentication",
    f"{_WEB}/security/authentication/digestAuthentication": "IIS-DigestAuthentication",
    f"{_WEB}/security/authentication/windowsAuthentication": "IIS-WindowsAuthentication",
    f"{_WEB}/httpRedirect": "IIS-HttpRedirect",
}
_BY_MODULE = {
    "IsapiModule": "IIS-ISAPIExtensions",
    "CgiModule": "IIS-CGI",
    "FastCgiModule": "IIS-CGI",
    "ServerSideIncludeModule": "IIS-ServerSideIncludes",
}


def iis6_features(changes: Iterable[SectionChange | LocationChange]) -> dict[str, tuple[Evidence, ...]]:
    """Feature name to the places that show its use, from the sections that are carried over."""
    found: dict[str, tuple[Evidence, ...]] = {}
    for change in changes:
        for name in _features(change.path, change.element):
            found.setdefault(name, change.evidence[:3])
    return found


def _features(path: str, element: ConfigElement) -> Iterator[str]:
    """Features that one section makes use of."""
    if path in _ENABLED and element.get("enabled") == "true":
        yield _ENABLED[path]
    elif path == f"{_WEB}/urlCompression" and element.get("doDynamicCompression") == "true":
        yield "IIS-HttpCompressionDynamic"
    elif path == f"{_WEB}/handlers":
        for entry in element.children:
            if entry.get("modules") in _BY_MODULE:
                yield _BY_MODULE[entry.get("modules")]
            if entry.get("scriptProcessor").lower().endswith("\\asp.dll"):
                yield "IIS-ASP"
