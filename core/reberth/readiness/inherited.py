"""One attribute of a section of applicationHost.config, as it reaches each application."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.model.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from reberth.model.iis import ConfigSection


class Reaching(NamedTuple):
    """A value and the places that say so.

    Attributes:
        value: As written.
        evidence: Of the section.
        below: It is set for a folder in the application, not for the application itself.
    """

    value: str
    evidence: tuple[Evidence, ...]
    below: bool = False


class Inherited:
    """Where an attribute is set, and whom it reaches. ``location`` paths are compared without case, as IIS does."""

    def __init__(self, sections: Iterable[ConfigSection], attribute: str, subjects: Container[str]) -> None:
        """Sort the places once.

        Args:
            sections: All of one path, in document order.
            attribute: The attribute's name.
            subjects: All applications of the server in lower case (``default web site/shop``).
        """
        self._set: dict[str, Reaching] = {}
        for section in sections:
            value = section.element.get(attribute)
            if value:
                places = section.evidence or (Evidence("file", section.file, section.path, section.element.line),)
                self._set[section.location.strip("/").lower()] = Reaching(value, places)
        self._below: dict[str, list[Reaching]] = {}
        for location, reaching in self._set.items():
            owner = next((item for item in _up(location) if item in subjects), "")
            if owner and owner != location:
                self._below.setdefault(owner, []).append(reaching._replace(below=True))

    def has(self, value: str) -> bool:
        """Whether any place sets this value, whatever its case: mostly none does, and nobody need be asked."""
        return any(item.value.lower() == value for item in self._set.values())

    def at(self, subject: str) -> Iterator[Reaching]:
        """The value that reaches an application, if any, then those of folders in it."""
        own = next((self._set[item] for item in (*_up(subject.lower()), "") if item in self._set), None)
        if own is not None:
            yield own
        yield from self._below.get(subject.lower(), ())


def _up(location: str) -> Iterator[str]:
    """A place and all above it, without the server's own level."""
    while location:
        yield location
        location = location.rpartition("/")[0]
