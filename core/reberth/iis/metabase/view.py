"""One place of the hierarchy - the server, a site, a folder - and the sections that are drafted for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reberth.iis.metabase.document import Located
from reberth.model.iis import ConfigElement

if TYPE_CHECKING:
    from reberth.iis.metabase.document import Key, Metabase


@dataclass
class Draft:
    """A section in the making: attributes by dotted name, entries by the path of their collection."""

    path: str
    attributes: dict[str, str] = field(default_factory=dict)
    entries: dict[str, list[ConfigElement]] = field(default_factory=dict)
    sources: list[Located] = field(default_factory=list)

    def element(self) -> ConfigElement:
        """The section's element."""
        return self._element(self.path.rpartition("/")[2], "", self.sources[0].found.line if self.sources else 0)

    def _element(self, name: str, prefix: str, line: int) -> ConfigElement:
        """One element of it: what stands directly below ``prefix``, then the inner elements."""
        start = f"{prefix}." if prefix else ""
        own = {key[len(start) :]: value for key, value in self.attributes.items() if key.startswith(start)}
        attributes = tuple((key, value) for key, value in own.items() if "." not in key)
        below = dict.fromkeys(key.partition(".")[0] for key in own if "." in key)
        below |= dict.fromkeys(
            key[len(start) :].partition(".")[0]
            for key in self.entries
            if key and key != prefix and key.startswith(start)
        )
        inner = tuple(self._element(child, f"{start}{child}", line) for child in below)
        return ConfigElement(name, attributes, (), (*inner, *self.entries.get(prefix, ())), line=line)


class View:
    """A location of IIS 7 and the keys that speak for it, nearest first.

    Attributes:
        location: "" for the server, ``Site`` or ``Site/folder``.
    """

    def __init__(self, metabase: Metabase, location: str, keys: tuple[Key, ...]) -> None:
        self._metabase = metabase
        self._keys = keys
        self.location = location
        self.drafts: dict[str, Draft] = {}

    def own(self, name: str) -> Located | None:
        """A property that is set right here."""
        return next((Located(key, found) for key in self._keys if (found := key.own(name)) is not None), None)

    def every(self, name: str) -> list[Located]:
        """A property of each of the keys, nearest first."""
        return [Located(key, found) for key in self._keys if (found := key.own(name)) is not None]

    def above(self, name: str) -> Located | None:
        """A property as it holds one level up."""
        return self._metabase.effective(self._keys[-1].location.rpartition("/")[0], name) if self.location else None

    def draft(self, path: str, *sources: Located | None) -> Draft:
        """The draft of a section, with the properties that it comes from."""
        draft = self.drafts.setdefault(path, Draft(path))
        draft.sources += [item for item in sources if item is not None]
        return draft


def entry(tag: str, line: int = 0, /, **attributes: str) -> ConfigElement:
    """An entry of a collection."""
    return ConfigElement(tag, tuple(attributes.items()), line=line)
