"""How much the image weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.errors import Parameter
    from reberth.model.plan import ContentRoot
    from reberth.readiness.chosen import Chosen

# Microsoft's own assessment of sites for containers refuses more than 2 GB.
LARGE = 2 << 30


def large_content(chosen: Chosen) -> Iterator[Finding]:
    """R06: a content folder of more than 2 GiB, without what stays behind as far as its size is known."""
    weights = _weights(chosen)
    for root in chosen.plan.contents:
        size = root.bytes - sum(weights.get(_place(root, item.path), 0) for item in root.exclusions)
        if size > LARGE:
            user = chosen.users.get(root.source)
            path = chosen.server_path(root.source)
            params: dict[str, Parameter] = {"path": path, "size": size >> 20, "files": root.files}
            yield Finding("readiness.content-large", "action", user.subject if user else "", params, root.evidence)


def _weights(chosen: Chosen) -> dict[tuple[str, str], int]:
    """Bytes in each folder whose size the scan counted: content roots, and folders that a container hardly needs."""
    known: dict[tuple[str, str], int] = {}
    for facts in chosen.inventory.content:
        base = facts.root.path.rstrip("\\").upper()
        known[facts.root.volume, base] = facts.bytes
        for item in facts.dispensable:
            known[facts.root.volume, base + item.path.upper()] = item.bytes
    return known


def _place(root: ContentRoot, path: str) -> tuple[str, str]:
    """A path below a root, as a key."""
    return root.source.volume, (root.source.path.rstrip("\\") + path).upper()
