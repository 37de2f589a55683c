"""What an application keeps: in memory, in a service beside it, in folders of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.readiness.places import Place, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.finding import Finding
    from reberth.model.plan import ContentRoot, GrantStep
    from reberth.readiness.chosen import Chosen

# icacls: the simple rights that let write, and the single ones.
_WRITES = frozenset({"F", "M", "W"})
_WRITES_SINGLE = frozenset({"WD", "AD", "GW", "GA"})
# What sites run as: NetworkService, LocalService, IUSR, IIS_IUSRS, and the pools' own identities.
_WEB = re.compile(r"\*S-1-5-(17|19|20|32-568|82(-\d+)+)$")


def sessions(chosen: Chosen) -> Iterator[Finding]:
    """R43: sessions in the memory of a process, by choice or by default, or in the State Service beside it."""
    set_so = chosen.noticed("sessions")
    decided = {item.subject for item, _ in set_so}
    for mode, code in (("inproc", "readiness.sessions-in-memory"), ("stateserver here", "readiness.state-server")):
        yield from merged(
            code,
            "action",
            (Place(item, item.subject, (one.evidence,)) for item, one in set_so if one.detail == mode),
        )
    yield from merged(
        "readiness.sessions-by-default",
        "info",
        (
            Place(item, item.subject, (item.application.evidence,))
            for item in chosen.applications
            if item.managed and decided.isdisjoint((item.subject, *item.above))
        ),
    )


def written_folders(chosen: Chosen) -> Iterator[Finding]:
    """R43: folders in the image that a site writes to, as its NTFS rights say, or the folder's name."""
    roots = {item.target.rstrip("\\").upper(): item for item in chosen.plan.contents}
    places = []
    for grant in chosen.plan.grants:
        root = _root_of(grant.target, roots)
        user = chosen.users.get(root.source) if root is not None else None
        if root is not None and user is not None and _lets_write(grant) and _is_meant(grant, root):
            places.append(Place(user, grant.target, grant.evidence))
    places += [*_by_name(chosen), *_data_folders(chosen)]
    yield from merged("readiness.written-folders", "action", _outermost(places))


def _by_name(chosen: Chosen) -> Iterator[Place]:
    """Copied folders that are called like uploads; those of logs are proposed for exclusion already."""
    by_root = {item.root: item for item in chosen.inventory.content}
    for root in chosen.plan.contents:
        user, facts = chosen.users.get(root.source), by_root.get(root.source)
        if user is None or facts is None:
            continue
        gone = {item.path.upper() for item in root.exclusions}
        for folder in facts.dispensable:
            if folder.kind == "uploads" and not _behind(folder.path, gone):
                yield Place(user, root.target.rstrip("\\") + folder.path, root.evidence)


def _data_folders(chosen: Chosen) -> Iterator[Place]:
    """Copied folders ``App_Data``."""
    roots = {chosen.server_path(item.source).rstrip("\\").upper(): item for item in chosen.plan.contents}
    for user, found in chosen.noticed("data-folder"):
        root = _root_of(found.detail, roots)
        if root is not None:
            below = found.detail[len(chosen.server_path(root.source).rstrip("\\")) :]
            if not _behind(below, {item.path.upper() for item in root.exclusions}):
                yield Place(user, root.target.rstrip("\\") + below, (found.evidence,))


def _lets_write(grant: GrantStep) -> bool:
    """Whether an entry allows to make or change files."""
    single = set(grant.rights.strip("()").split(","))
    return not grant.deny and (grant.rights in _WRITES or bool(single & _WRITES_SINGLE))


def _is_meant(grant: GrantStep, root: ContentRoot) -> bool:
    """Whether somebody meant a site to write: everybody may write to many a root, and nobody writes to ``bin``."""
    below = grant.target.rstrip("\\")[len(root.target.rstrip("\\")) :].lower()
    return bool(_WEB.match(grant.principal) or below) and not below.endswith("\\bin")


def _root_of(target: str, roots: dict[str, ContentRoot]) -> ContentRoot | None:
    """The content root that a folder lies in, by the paths of roots in upper case."""
    place = target.rstrip("\\").upper()
    while place and place not in roots:
        place = place.rpartition("\\")[0]
    return roots.get(place)


def _behind(path: str, gone: set[str]) -> bool:
    """Whether a folder below a root, or one that it lies in, is not copied."""
    place = path.upper()
    while place and place not in gone:
        place = place.rpartition("\\")[0]
    return place in gone


def _outermost(places: list[Place]) -> list[Place]:
    """Folders that lie in no other one of the list: a volume for the outer one holds both."""
    named = {place.name.upper() for place in places}
    return [place for place in places if not _behind(place.name.rpartition("\\")[0], named)]
