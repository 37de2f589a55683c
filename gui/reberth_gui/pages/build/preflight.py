"""What can be known before a build is started: each a line with a tick, none asks the engine."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reberth.containers.checking import check_dockerfile
from reberth.containers.dockerfile import read_dockerfile
from reberth.containers.image_name import is_image_name
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reberth.migration.edited import EditedFiles
    from reberth.model.plan import Plan
    from reberth.model.rendered import RenderedFile
    from reberth_gui.style.icons import Kind

_GRAVE: tuple[tuple[str, Kind], ...] = (
    ("missing", "bad"),
    ("changed", "warning"),
    ("unknown", "undecided"),
)


class Line(NamedTuple):
    """A check: its name (``tag``, ``disks``, ``edits``, ``dockerfile``, ``installers``), how it stands, what of."""

    name: str
    kind: Kind
    subject: str = ""
    error: ReberthError | None = None


def preflight(
    plan: Plan | None,
    files: EditedFiles,
    tag: str,
    installers: str,
    states: Mapping[str, str] | None,
) -> tuple[Line, ...]:
    """All checks in the order of a build.

    Args:
        plan: What will be built, None where there can be nothing.
        files: The generated files with the edits in them.
        tag: Name of the image.
        installers: Folder with the add-ons' installers, "" for none.
        states: Of each disk, as :func:`reberth_gui.models.disk_states.disk_states` has them, ``unknown`` where the
            worker died of it; None while it looks.
    """
    lines = [Line("tag", "good" if is_image_name(tag) else "bad", tag), _disks(states)]
    lost = files.conflicts
    lines.append(Line("edits", "bad" if lost else "good", lost[0].file if lost else ""))
    lines.append(_dockerfile(files.files))
    if plan is not None and plan.add_ons:
        there = {item.name.upper() for item in Path(installers).iterdir()} if _is_folder(installers) else set[str]()
        missing = [item.installer for item in plan.add_ons if item.installer.upper() not in there]
        lines.append(Line("installers", "bad" if missing else "good", ", ".join(missing)))
    return tuple(lines)


def _disks(states: Mapping[str, str] | None) -> Line:
    """The gravest that is known of a disk."""
    if states is None:
        return Line("disks", "current")
    for word, kind in _GRAVE:
        for path, state in states.items():
            if state == word:
                return Line("disks", kind, path)
    return Line("disks", "good")


def _is_folder(path: str) -> bool:
    return bool(path) and Path(path).is_dir()


def _dockerfile(files: tuple[RenderedFile, ...]) -> Line:
    """The Dockerfile as the engine will read it."""
    file = next((file for file in files if file.path == "Dockerfile"), None)
    return Line("dockerfile", "bad") if file is None else _checked(file.encode())


# Looked at with each letter of the image's name that is typed; ten thousand lines take a quarter of a second.
@lru_cache(maxsize=1)
def _checked(dockerfile: bytes) -> Line:
    try:
        check_dockerfile(read_dockerfile(dockerfile))
    except ReberthError as error:
        return Line("dockerfile", "bad", error=error)
    return Line("dockerfile", "good")
