r"""What a person leaves behind of the content: files and folders of the server, such as ``D:\sites\shop\logs``.

An excluded folder stays as an empty one: an application that writes its log or an upload still finds the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.model.content import ContentRef, to_backslashes
from reberth.model.errors import ReberthError
from reberth.model.evidence import Evidence
from reberth.model.few import few
from reberth.model.plan import Exclusion, LeftOut
from reberth.planning.holders import holders, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.model.inventory import Inventory

EXCLUDED = "selection.excluded"


class Choice(NamedTuple):
    """A choice: the path as written, and the place it means."""

    written: str
    place: ContentRef


class Excluded:
    """Everything that a person leaves behind, looked up by folder: there may be hundreds, and thousands of folders."""

    def __init__(self, choices: Iterable[Choice]) -> None:
        """Take the choices; one that lies in another is dropped."""
        self.choices: list[Choice] = []
        self._places: set[tuple[str, str]] = set()
        self._inside: dict[tuple[str, str], list[str]] = {}
        for item in sorted(choices, key=lambda choice: (choice.place.volume, choice.place.path.upper())):
            if self.takes(item.place):
                continue
            self.choices.append(item)
            for above, rest in holders(item.place.path):
                self._inside.setdefault((item.place.volume, above), []).append(rest)
                if not rest:
                    self._places.add((item.place.volume, above))

    def takes(self, place: ContentRef) -> bool:
        """Whether a file or folder is one of those left behind, or lies in one."""
        return any((place.volume, above) in self._places for above, _ in holders(place.path))

    def below(self, root: ContentRef) -> Iterator[Exclusion]:
        """What of a content root stays behind; the path is "" where that is all of it."""
        found = self._inside.get(place_of(root), [""] if self.takes(root) else [])
        yield from (Exclusion(path, EXCLUDED, folder_stays=True) for path in found)

    def fates(self) -> Iterator[LeftOut]:
        """Each choice as what it is."""
        for item in self.choices:
            place = Evidence("choice", item.written)
            yield LeftOut("content", item.written, EXCLUDED, {"path": item.written}, (place,))


def read_exclusions(inventory: Inventory, written: Iterable[str]) -> Excluded:
    r"""The places that the paths mean, by drive letter or volume id.

    Raises:
        ReberthError: ``selection.excluded-outside`` for a path in no content folder: a slip of the pen.
    """
    by_name = {volume.letter.upper(): volume.id for volume in inventory.volumes if volume.letter}
    by_name |= {volume.id.upper(): volume.id for volume in inventory.volumes}
    sites = inventory.iis.sites if inventory.iis is not None else ()
    directories = [item for site in sites for app in site.applications for item in app.virtual_directories]
    folders = {item.content for item in directories if item.content is not None}
    content = {place_of(folder) for folder in folders}
    around = {(folder.volume, above) for folder in folders for above, _ in holders(folder.path)}
    found: list[Choice] = []
    for text in written:
        head, _, rest = to_backslashes(text).partition(":")
        place = ContentRef(by_name.get(head.upper(), ""), "\\" + rest.strip("\\"))
        inside = any((place.volume, above) in content for above, _ in holders(place.path))
        if not inside and place_of(place) not in around:
            known = sorted({item.expanded_path for item in directories if item.content is not None})
            raise ReberthError("selection.excluded-outside", path=text, known=few(known))
        found.append(Choice(text, place))
    return Excluded(found)


class Behind:
    """What stays behind of a root, looked up by path; a folder that stays, but empty, is not among it itself."""

    def __init__(self, exclusions: Iterable[Exclusion]) -> None:
        """Sort the exclusions once: there may be thousands."""
        exclusions = tuple(exclusions)
        self._above = {item.path.upper() for item in exclusions}
        self._itself = {item.path.upper() for item in exclusions if not item.folder_stays}

    def takes(self, path: str) -> bool:
        """Whether a path below the root is excluded, or a folder above it."""
        if path.upper() in self._itself:
            return True
        return bool(self._above) and any(rest and above in self._above for above, rest in holders(path))
