"""Files that the configuration names: programs of handlers and FastCGI, error pages. Are they in the image?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.model.plan import CarriedOver, Undecided

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.model.evidence import Evidence
    from reberth.model.iis import ConfigElement
    from reberth.model.plan import ContentRoot, LocationChange, Outcome, SectionChange

_HANDLERS, _FAST_CGI = "system.webServer/handlers", "system.webServer/fastCgi"
# Windows has these itself, at the same place.
_OF_WINDOWS = re.compile(r"(?i)^(%windir%|%systemroot%|C:\\Windows)\\")
_ERRORS, _FULL_PATH = "system.webServer/httpErrors", re.compile(r"^[A-Za-z]:\\")
_DRIVE_ROOT = re.compile(r"(?i)^%systemdrive%")


def plan_programs(changes: Iterable[SectionChange | LocationChange], roots: Iterable[ContentRoot]) -> Iterator[Outcome]:
    """The fate of each program that the carried configuration names, and of error pages that are missing; told once.

    Args:
        changes: Sections as they go into the image, paths of the image.
        roots: Folders that are copied.
    """
    copied = {root.target.lower().rstrip("\\"): root.step for root in roots}
    seen: set[str] = set()
    for change in changes:
        for page in _error_pages(change.path, change.element):
            if page.lower() not in seen and not _step(page, copied):
                seen.add(page.lower())
                yield Undecided("error page", page, "plan.error-page-missing", {"file": page}, change.evidence[:3])
        for path, user, line in _programs(change.path, change.element):
            if path.lower() in seen or _OF_WINDOWS.match(path):
                continue
            seen.add(path.lower())
            # The place of the entry itself first, where it is known.
            places: tuple[Evidence, ...] = tuple(sorted(change.evidence, key=lambda place: place.line != line))[:3]
            step = _step(_DRIVE_ROOT.sub("C:", path), copied)
            if step:
                yield CarriedOver("script processor", path, (step,), places)
            else:
                params = {"file": path, "name": user or "FastCGI"}
                yield Undecided("script processor", path, "plan.program-missing", dict(params), places)


def _programs(path: str, element: ConfigElement) -> Iterator[tuple[str, str, int]]:
    """File, handler and line of each program of a section."""
    for entry in element.children:
        if entry.name == "add" and path == _HANDLERS:
            # FastCGI: file and arguments, with a bar between.
            file = entry.get("scriptProcessor").partition("|")[0].strip()
            if file:
                yield file.replace("/", "\\"), entry.get("name"), entry.line
        elif entry.name == "application" and path == _FAST_CGI and entry.get("fullPath"):
            yield entry.get("fullPath").replace("/", "\\"), "", entry.line


def _error_pages(path: str, element: ConfigElement) -> Iterator[str]:
    """Error pages by full path; those of Windows and of the web server's own folder are there."""
    for entry in element.children if path == _ERRORS else ():
        file = entry.get("path")
        if _FULL_PATH.match(file) and not _OF_WINDOWS.match(file) and not entry.get("prefixLanguageFilePath"):
            yield file


def _step(path: str, copied: dict[str, str]) -> str:
    """The step that copies a file, "" for none."""
    folder = path.lower()
    while "\\" in folder:
        folder = folder.rpartition("\\")[0]
        if folder in copied:
            return copied[folder]
    return ""
