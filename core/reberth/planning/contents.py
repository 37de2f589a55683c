"""Content roots: each folder copied once, under a name of our own, without what must not travel."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.model.plan import CarriedOver, ContentRoot, Exclusion, LeftOut, Undecided
from reberth.model.step_ids import content_step
from reberth.planning.exclusions import (
    EXCLUDED,
    Behind,
    read_exclusions,
)
from reberth.planning.holders import holders
from reberth.planning.secrets import SecretPlaces, plan_secrets
from reberth.planning.selecting import subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reberth.model.application import ContentFacts
    from reberth.model.content import ContentRef
    from reberth.model.errors import Parameter
    from reberth.model.evidence import Evidence
    from reberth.model.iis import Site
    from reberth.model.inventory import Inventory
    from reberth.model.plan import Outcome, SecretValue
    from reberth.model.selection import Selection

_MAX_NAMED = 20
# Folders that Windows itself keeps at the root of each drive.
_SYSTEM_FOLDERS = ("\\System Volume Information", "\\$RECYCLE.BIN", "\\RECYCLER", "\\pagefile.sys")
# Roots that are the system rather than a site: copying one would copy Windows into Windows.
_NOT_COPIED = frozenset(
    {"C:", "C:\\WINDOWS", "C:\\PROGRAM FILES", "C:\\PROGRAM FILES (X86)", "C:\\USERS", "C:\\PROGRAMDATA"}
)


class PlannedContents(NamedTuple):
    """Content roots in order, secrets taken out of them, and fates."""

    roots: tuple[ContentRoot, ...]
    secrets: tuple[SecretValue, ...]
    outcomes: tuple[Outcome, ...]


class _Wanted(NamedTuple):
    """A folder that a chosen virtual directory points to."""

    source: ContentRef
    target: str
    evidence: Evidence
    subject: str


def plan_contents(
    inventory: Inventory, sites: Iterable[Site], target_path: Callable[[str], str], selection: Selection
) -> PlannedContents:
    """Plan the copies.

    Args:
        inventory: The scan.
        sites: Chosen sites, physical paths as on the source.
        target_path: Maps a source path to the image.
        selection: What stays behind, and whether files with secrets are carried as they are.

    Raises:
        ReberthError: ``selection.excluded-outside``.
    """
    excluded = read_exclusions(inventory, selection.excluded)
    outcomes: list[Outcome] = [*excluded.fates()]
    wanted: list[_Wanted] = []
    system_drive = inventory.windows.system_root[:2].upper()
    for site in sites:
        for application in site.applications:
            for directory in application.virtual_directories:
                name = subject(site, application, directory.path)
                target = target_path(directory.expanded_path)
                if directory.content is None:
                    params = {"path": directory.physical_path, "drive": directory.expanded_path[:2]}
                    outcomes.append(Undecided("content", name, directory.problem, dict(params), (directory.evidence,)))
                elif _is_system(directory.expanded_path, system_drive) or _is_system(target, "C:"):
                    outcomes.append(
                        Undecided("content", name, "plan.root-is-system", {"path": target}, (directory.evidence,))
                    )
                else:
                    wanted.append(_Wanted(directory.content, target, directory.evidence, name))
    facts = {item.root: item for item in inventory.content}
    roots: list[ContentRoot] = []
    secrets: list[SecretValue] = []
    covering = _covering(wanted)
    inside = _inside(covering, _not_chosen(inventory, wanted))
    overlaid = _overlaid(covering)
    places = SecretPlaces(inventory.applications, [item.source for item in covering])
    names: dict[str, int] = {}
    for item, covered in covering.items():
        number = len(roots) + 1
        root = ContentRoot(
            step=content_step(number),
            name=f"content/{number:02d}",
            source=item.source,
            target=item.target,
            exclusions=tuple(
                [*(Exclusion(name, "plan.system-folder") for name in _SYSTEM_FOLDERS if item.source.path == "\\")]
                + [Exclusion(path, "selection.not-chosen") for path in inside[item.source]]
                + [Exclusion(path, "plan.copied-by-itself") for path in overlaid[_place(item.target)]]
                + [*excluded.below(item.source)]
            ),
            evidence=tuple(dict.fromkeys(other.evidence for other in covered)),
        )
        root, numbers = _counted(root, facts)
        root, found, fates = plan_secrets(root, places, keep=selection.keep_secrets, names=names)
        secrets += found
        outcomes += fates
        roots.append(root)
        for other in covered:
            if excluded.takes(other.source):
                outcomes.append(LeftOut("content", other.subject, EXCLUDED, {"path": other.subject}, (other.evidence,)))
            else:
                outcomes.append(CarriedOver("content", other.subject, (root.step,), (other.evidence,)))
        if numbers is not None:
            outcomes += _unreadable(root, numbers)
    outcomes += places.left(roots)
    return PlannedContents(tuple(roots), tuple(secrets), tuple(outcomes))


def _is_system(path: str, system_drive: str) -> bool:
    """Whether a path is the system drive or a folder of Windows itself."""
    upper = path.rstrip("\\").upper()
    return upper[:2] == system_drive and f"C:{upper[2:]}" in _NOT_COPIED


def _place(path: str) -> str:
    """A path as Windows compares it."""
    return path.rstrip("\\").upper()


def _covering(wanted: Iterable[_Wanted]) -> dict[_Wanted, list[_Wanted]]:
    """Folders that lie in no other one that lands in the same place, by target, and all that each brings along."""
    wanted = tuple(wanted)
    kept: dict[tuple[str, str, str], _Wanted] = {}
    for item in sorted(wanted, key=lambda one: (_place(one.target), one.source)):
        if _cover(item, kept) is None:
            kept[item.source.volume, _place(item.source.path), _place(item.target)] = item
    found: dict[_Wanted, list[_Wanted]] = {item: [] for item in kept.values()}
    for item in wanted:
        cover = _cover(item, kept)
        if cover is not None:
            found[cover].append(item)
    return found


def _cover(item: _Wanted, kept: Mapping[tuple[str, str, str], _Wanted]) -> _Wanted | None:
    """The folder whose copy brings another one along: same volume, and the same way below it in the image."""
    for (source, way), (target, way_there) in zip(holders(item.source.path), holders(item.target), strict=False):
        if way.upper() != way_there.upper():
            return None
        cover = kept.get((item.source.volume, source, target))
        if cover is not None:
            return cover
    return None


def _overlaid(roots: Iterable[_Wanted]) -> dict[str, list[str]]:
    """Paths below each target where another one lands: a junction or mount folder leads there on the server."""
    roots = tuple(roots)
    found: dict[str, list[str]] = {_place(item.target): [] for item in roots}
    for item in roots:
        for target, path in holders(item.target):
            if path and target in found:
                found[target].append(path)
    return found


def _not_chosen(inventory: Inventory, wanted: Iterable[_Wanted]) -> list[ContentRef]:
    """Folders of applications and virtual directories that were not chosen."""
    chosen = {item.source for item in wanted}
    sites = inventory.iis.sites if inventory.iis is not None else ()
    everything = {
        directory.content
        for site in sites
        for application in site.applications
        for directory in application.virtual_directories
        if directory.content is not None
    }
    # A folder that holds a chosen one must stay.
    needed = {(item.volume, folder) for item in chosen for folder, _ in holders(item.path)}
    return sorted(ref for ref in everything - chosen if (ref.volume, _place(ref.path)) not in needed)


def _inside(roots: Iterable[_Wanted], folders: Iterable[ContentRef]) -> dict[ContentRef, list[str]]:
    """Paths below each root of the folders that lie in it."""
    found: dict[ContentRef, list[str]] = {item.source: [] for item in roots}
    places: dict[tuple[str, str], list[ContentRef]] = {}
    for ref in found:
        places.setdefault((ref.volume, _place(ref.path)), []).append(ref)
    for ref in folders:
        for folder, path in holders(ref.path):
            for source in places.get((ref.volume, folder), ()) if path else ():
                found[source].append(path)
    return found


def _counted(root: ContentRoot, facts: dict[ContentRef, ContentFacts]) -> tuple[ContentRoot, ContentFacts | None]:
    """The root with the scan's counts, where the scan walked exactly this folder."""
    numbers = facts.get(root.source)
    if numbers is None:
        return root, None
    changed = ContentRoot(
        root.step,
        root.name,
        root.source,
        root.target,
        root.exclusions,
        root.rewrites,
        numbers.files,
        numbers.bytes,
        root.evidence,
    )
    return changed, numbers


def _unreadable(root: ContentRoot, numbers: ContentFacts) -> list[Outcome]:
    """What of a root cannot be carried; where it is a lot, the rest is counted."""
    fates: list[Outcome] = []
    by_code: dict[str, list[str]] = {}
    behind = Behind(root.exclusions)
    for path, code in numbers.unreadable:
        if not behind.takes(path):
            by_code.setdefault(code, []).append(path)
    for code, paths in sorted(by_code.items()):
        for path in paths[:_MAX_NAMED]:
            name = root.target.rstrip("\\") + path
            fates.append(Undecided("file", name, code, {"path": name}, root.evidence))
        if len(paths) > _MAX_NAMED:
            rest = len(paths) - _MAX_NAMED
            params: dict[str, Parameter] = {"count": rest, "folder": root.target, "code": code}
            fates.append(Undecided("file", f"{root.target} ({code}, {rest})", "plan.more-files", params, root.evidence))
    return fates
