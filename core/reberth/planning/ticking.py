"""A tree of ticked places, and the selectors of the command line that mean the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.planning.selecting import choose, is_served, subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.model.iis import Application, Site

# After a site's or application's name: its root alone, without what lies below.
ALONE = "/."


def ticked(sites: Iterable[Site], selectors: Iterable[str]) -> frozenset[str]:
    """Everything that the selectors choose, as :func:`reberth.planning.selecting.subject` names it.

    Raises:
        ReberthError: ``selection.no-such-site``, ``selection.nothing``.
    """
    selectors = tuple(selectors)
    chosen = choose(sites, selectors).sites if selectors else tuple(site for site in sites if is_served(site))
    return frozenset(place for site in chosen for place in places(site))


def places(site: Site) -> Iterator[str]:
    """What can be ticked of a site: its root, applications, virtual directories; each once, outer before inner."""
    yield from dict.fromkeys(place for application in site.applications for place in _of(site, application))


def _of(site: Site, application: Application) -> Iterator[str]:
    """An application and its virtual directories."""
    yield subject(site, application)
    for directory in application.virtual_directories:
        yield subject(site, application, directory.path)


def tick(sites: Iterable[Site], before: frozenset[str], place: str, *, on: bool) -> frozenset[str]:
    """Tick a place with everything below it and what it cannot be without, or untick it with everything below."""
    for site in sites:
        everything = list(places(site))
        if place not in everything and place != site.name:
            continue
        below = set(everything) if place == site.name else _below(site, place)
        if not on:
            return before - below
        return before | below | {site.name} | _holders(site, place)
    return before


def _below(site: Site, place: str) -> set[str]:
    """A place and, for an application, its virtual directories. An application in its path is not its own."""
    for application in site.applications:
        if place == subject(site, application):
            return set(_of(site, application))
    return {place}


def _holders(site: Site, place: str) -> set[str]:
    """The application that holds a virtual directory."""
    return {subject(site, item) for item in site.applications if place in _of(site, item)}


def selectors_of(sites: Iterable[Site], chosen: frozenset[str]) -> tuple[str, ...] | None:
    """The selectors that choose exactly these places: () for all of the server, None for nothing at all."""
    served = [site for site in sites if is_served(site)]
    if all(place in chosen for site in served for place in places(site)):
        return () if served else None
    words = tuple(word for site in served for word in _words(site, chosen))
    return words or None


def _words(site: Site, chosen: frozenset[str]) -> Iterator[str]:
    """The selectors of one site."""
    everything = list(places(site))
    kept = [place for place in everything if place in chosen]
    if len(kept) == len(everything):
        yield site.name
    elif kept == [site.name]:
        yield site.name + ALONE
    else:
        for application in site.applications:
            name = subject(site, application)
            own = list(dict.fromkeys(_of(site, application)))
            inner = [place for place in own if place in chosen]
            if name != site.name and len(inner) == len(own):
                yield name
            elif name != site.name and inner == [name]:
                yield name + ALONE
            else:
                yield from (place for place in inner if place != name)
