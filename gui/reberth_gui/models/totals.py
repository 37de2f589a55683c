"""What is copied and what stays behind, in files and bytes, as far as it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth_gui.models.content_tree import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reberth.model.inventory import Inventory
    from reberth.model.plan import ContentRoot


class Total(NamedTuple):
    """Files and bytes of all content roots, of what is excluded in them, and how many exclusions nobody counted yet."""

    files: int
    bytes: int
    left_files: int
    left_bytes: int
    uncounted: int


def total(roots: Iterable[ContentRoot], exclusions: Iterable[str], weights: Mapping[str, tuple[int, int]]) -> Total:
    """Add up.

    Args:
        roots: The plan's content roots, with the scan's numbers.
        exclusions: Paths as the selection has them.
        weights: Files and bytes of excluded things, by path in upper case.
    """
    roots = tuple(roots)
    known = [weights.get(key(path)) for path in exclusions]
    counted = [item for item in known if item is not None]
    left_files, left_bytes = sum(item[0] for item in counted), sum(item[1] for item in counted)
    files, size = sum(root.files for root in roots), sum(root.bytes for root in roots)
    return Total(
        max(0, files - left_files), max(0, size - left_bytes), left_files, left_bytes, len(known) - len(counted)
    )


class Proposals(NamedTuple):
    """Folders that may stay behind: kind and weight by path, and the paths as they are written."""

    kinds: dict[str, str]
    weights: dict[str, tuple[int, int]]
    paths: tuple[str, ...]


def proposals(inventory: Inventory | None) -> Proposals:
    """What the scan proposes to leave out, and the weight of each content root."""
    kinds: dict[str, str] = {}
    weights: dict[str, tuple[int, int]] = {}
    paths: dict[str, str] = {}
    for facts in inventory.content if inventory is not None else ():
        root = server_path(inventory, facts.root.volume, facts.root.path).rstrip("\\")
        weights[key(root)] = (facts.files, facts.bytes)
        for item in facts.dispensable:
            path = root + item.path
            kinds[key(path)] = item.kind
            weights[key(path)] = (item.files, item.bytes)
            paths.setdefault(key(path), path)
    return Proposals(kinds, weights, tuple(paths.values()))


def server_path(inventory: Inventory | None, volume: str, path: str) -> str:
    r"""A place as a person writes it: ``D:\sites``, or ``disk1.partition1:\sites`` without a letter."""
    letters = {item.id: item.letter for item in (inventory.volumes if inventory is not None else ())}
    return f"{letters.get(volume) or volume}:{path}"
