"""Which sites, applications and virtual directories were chosen."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from reberth.model.errors import ReberthError
from reberth.model.plan import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.model.iis import Application, Site
    from reberth.model.plan import Outcome


class Chosen(NamedTuple):
    """The chosen sites, with only what was chosen in them, and the fate of everything else."""

    sites: tuple[Site, ...]
    outcomes: tuple[Outcome, ...]


def choose(sites: Iterable[Site], wanted: Iterable[str]) -> Chosen:
    """Apply ``site``, ``site/app``, ``site/vdir`` and ``site/app/vdir`` selectors.

    A chosen application or virtual directory brings its site with the bindings and the root application along, for IIS
    can hold neither alone; of the root application then only the root folder and what was asked for.

    Args:
        sites: All sites of the server.
        wanted: Selectors; none means all.

    Raises:
        ReberthError: ``selection.no-such-site``, ``selection.nothing``.
    """
    sites = tuple(sites)
    selectors = [[part.lower() for part in item.strip("/").split("/")] for item in wanted]
    for selector, written in zip(selectors, wanted, strict=True):
        if not any(selector == place for place in _places(sites)):
            raise _unknown(written, sites)
    outcomes: list[Outcome] = []
    chosen = []
    for site in sites:
        kept = _site(site, selectors, outcomes)
        if kept is not None:
            chosen.append(kept)
    if not chosen:
        raise ReberthError("selection.nothing", sites=", ".join(site.name for site in sites) or "-")
    return Chosen(tuple(chosen), tuple(outcomes))


def subject(site: Site, application: Application, directory: str = "/") -> str:
    """How a person selects a thing: ``Default Web Site/shop/images``."""
    return f"{site.name}{application.path.rstrip('/')}{directory.rstrip('/')}"


def _places(sites: Iterable[Site]) -> Iterator[list[str]]:
    """Everything that a selector can name, as lower-cased segments."""
    for site in sites:
        yield [site.name.lower()]
        for application in site.applications:
            for directory in application.virtual_directories:
                yield subject(site, application, directory.path).lower().split("/")
            yield subject(site, application).lower().split("/")


def _site(site: Site, selectors: list[list[str]], outcomes: list[Outcome]) -> Site | None:
    """The chosen part of a site; None where nothing of it was chosen."""
    reason = "" if any(item.protocol in {"http", "https", "net.tcp", "net.pipe"} for item in site.bindings) else "ftp"
    name = site.name.lower()
    mine = [item[1:] for item in selectors if item[0] == name]
    if reason or (selectors and not mine):
        code = "plan.site-without-web-binding" if reason else "selection.not-chosen"
        outcomes.append(LeftOut("site", site.name, code, {"name": site.name}, (site.evidence,)))
        for application in site.applications:
            _leave_out(site, application, code, outcomes)
        outcomes.extend(_binding(site, index, code) for index in range(len(site.bindings)))
        return None
    if not selectors or [] in mine:
        return site
    applications = []
    for application in site.applications:
        kept = _application(site, application, mine, outcomes)
        if kept is not None:
            applications.append(kept)
    return replace(site, applications=tuple(applications))


def _application(
    site: Site, application: Application, selectors: list[list[str]], outcomes: list[Outcome]
) -> Application | None:
    """The chosen part of an application."""
    path = [part for part in application.path.lower().split("/") if part]
    whole = bool(path) and path in selectors
    directories = []
    for item in application.virtual_directories:
        place = path + [part for part in item.path.lower().split("/") if part]
        if whole or place in selectors:
            directories.append(item)
    if not directories and path:
        _leave_out(site, application, "selection.not-chosen", outcomes)
        return None
    roots = [item for item in application.virtual_directories if item.path == "/"]
    kept = [item for item in application.virtual_directories if item in directories or item in roots]
    for item in application.virtual_directories:
        if item not in kept:
            name = subject(site, application, item.path)
            outcomes.append(
                LeftOut("virtual directory", name, "selection.not-chosen", {"name": name}, (item.evidence,))
            )
    return replace(application, virtual_directories=tuple(kept))


def _leave_out(site: Site, application: Application, code: str, outcomes: list[Outcome]) -> None:
    """An application and its virtual directories stay behind."""
    name = subject(site, application)
    outcomes.append(LeftOut("application", name or site.name, code, {"name": name}, (application.evidence,)))
    for item in application.virtual_directories:
        inner = f"{name}:{item.path}"
        outcomes.append(LeftOut("virtual directory", inner, code, {"name": inner}, (item.evidence,)))


def _binding(site: Site, index: int, code: str) -> LeftOut:
    """A binding of a site that stays behind."""
    binding = site.bindings[index]
    name = f"{site.name} {binding.protocol} {binding.information}"
    return LeftOut("binding", name, code, {"name": name}, (binding.evidence,))


def _unknown(written: str, sites: Iterable[Site]) -> ReberthError:
    """The error for a selector that names nothing, with what it may have meant."""
    names = sorted({"/".join(place) for place in _places(sites)})
    close = difflib.get_close_matches(written.lower(), names, n=3, cutoff=0.5)
    known = [site.name for site in sites]
    return ReberthError(
        "selection.no-such-site", wanted=written, close=", ".join(close) or "-", known=", ".join(known) or "-"
    )
