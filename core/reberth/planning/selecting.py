"""Which sites, applications and virtual directories were chosen."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from reberth.model.errors import ReberthError
from reberth.model.few import few
from reberth.model.plan import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.model.iis import Application, Site
    from reberth.model.plan import Outcome

_SERVED = frozenset({"http", "https", "net.tcp", "net.pipe"})


class Chosen(NamedTuple):
    """The chosen sites, with only what was chosen in them, and the fate of everything else."""

    sites: tuple[Site, ...]
    outcomes: tuple[Outcome, ...]


def choose(sites: Iterable[Site], wanted: Iterable[str]) -> Chosen:
    """Apply ``site``, ``site/app``, ``site/vdir``, ``site/app/vdir``, ``site/.`` and ``site/app/.`` selectors.

    With ``/.`` at its end a selector means the root of a site or application without the rest of it.
    A chosen application or virtual directory brings its site with the bindings and the root application along, for IIS
    can hold neither alone; of the root application then only the root folder and what was asked for.

    Args:
        sites: All sites of the server.
        wanted: Selectors; none means all.

    Raises:
        ReberthError: ``selection.no-such-site``, ``selection.nothing``.
    """
    sites = tuple(sites)
    selectors = {_normal(item): item for item in wanted}
    # Names are brought into their usual form once, and only where somebody asks for some.
    holding: dict[str, list[int]] = {}
    for number, site in enumerate(sites if selectors else ()):
        for place in {_normal(place) for place in _places(site)}:
            holding.setdefault(place, []).append(number)
    asked: dict[int, list[str]] = {}
    for selector, written in selectors.items():
        if selector not in holding:
            raise _unknown(written, sites)
        for number in holding[selector]:
            asked.setdefault(number, []).append(selector)
    outcomes: list[Outcome] = []
    chosen = []
    for number, site in enumerate(sites):
        kept = _site(site, asked.get(number, []) if selectors else None, outcomes)
        if kept is not None:
            chosen.append(kept)
    if not chosen:
        raise ReberthError("selection.nothing", sites=few(site.name for site in sites))
    return Chosen(tuple(chosen), tuple(outcomes))


def subject(site: Site, application: Application, directory: str = "/") -> str:
    """How a person selects a thing: ``Default Web Site/shop/images``."""
    return f"{site.name}{application.path.rstrip('/')}{directory.rstrip('/')}"


def is_served(site: Site) -> bool:
    """Whether the web server answers for a site; one with FTP bindings only has nothing to carry."""
    return any(item.protocol in _SERVED for item in site.bindings)


def _normal(selector: str) -> str:
    """A selector or place as IIS compares them: without case and without needless slashes."""
    return "/".join(part for part in selector.lower().split("/") if part)


def _places(site: Site) -> Iterator[str]:
    """Everything of a site that a selector can name."""
    yield site.name
    yield f"{site.name}/."
    for application in site.applications:
        yield subject(site, application)
        yield f"{subject(site, application)}/."
        for directory in application.virtual_directories:
            yield subject(site, application, directory.path)


def _site(site: Site, selectors: Iterable[str] | None, outcomes: list[Outcome]) -> Site | None:
    """The part of a site that its own selectors choose (None: all of it); None where nothing of it was chosen."""
    served = is_served(site)
    name = _normal(site.name)
    mine = [[part for part in item[len(name) :].split("/") if part] for item in selectors or ()]
    if not served or (selectors is not None and not mine):
        leave_out(site, "selection.not-chosen" if served else "plan.site-without-web-binding", outcomes)
        return None
    if selectors is None or [] in mine:
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
    if not directories and path and [*path, "."] not in selectors:
        _leave_out(site, application, "selection.not-chosen", outcomes)
        return None
    roots = [item for item in application.virtual_directories if item.path == "/"]
    kept = [item for item in application.virtual_directories if item in directories or item in roots]
    for item in application.virtual_directories:
        if item not in kept:
            name = f"{subject(site, application)}:{item.path}"
            outcomes.append(
                LeftOut("virtual directory", name, "selection.not-chosen", {"name": name}, (item.evidence,))
            )
    return replace(application, virtual_directories=tuple(kept))


def leave_out(site: Site, code: str, outcomes: list[Outcome]) -> None:
    """A site stays behind with all in it."""
    outcomes.append(LeftOut("site", site.name, code, {"name": site.name}, (site.evidence,)))
    for application in site.applications:
        _leave_out(site, application, code, outcomes)
    for binding in site.bindings:
        name = f"{site.name} {binding.protocol} {binding.information}"
        outcomes.append(LeftOut("binding", name, code, {"name": name}, (binding.evidence,)))


def _leave_out(site: Site, application: Application, code: str, outcomes: list[Outcome]) -> None:
    """An application and its virtual directories stay behind."""
    name = subject(site, application)
    outcomes.append(LeftOut("application", name, code, {"name": name}, (application.evidence,)))
    for item in application.virtual_directories:
        inner = f"{name}:{item.path}"
        outcomes.append(LeftOut("virtual directory", inner, code, {"name": inner}, (item.evidence,)))


def _unknown(written: str, sites: Iterable[Site]) -> ReberthError:
    """The error for a selector that names nothing, with what it may have meant."""
    names = {_normal(place): place for site in sites for place in _places(site)}
    close = [names[item] for item in difflib.get_close_matches(_normal(written), sorted(names), n=3, cutoff=0.5)]
    return ReberthError(
        "selection.no-such-site", wanted=written, close=few(close), known=few(site.name for site in sites)
    )
