r"""MetaBase.xml as keys with properties.

A flat list of elements; the hierarchy is only in each element's ``Location`` ("Metabase Configuration File", IIS 6.0
SDK). Lists stand in one attribute with a line for each entry. An XML parser turns those line breaks into blanks, so
they are written as character references first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reberth.iis.document import attribute, line_of, parse_document, tag_of, whole_number
from reberth.iis.metabase.property_ids import PROPERTY_IDS
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_KEYS = 200_000
# Start tags of a document that is known to be well-formed; comments and their kin are passed over.
_PIECE = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<([A-Za-z_][^\s/>]*+)((?:[^\"'>]|\"[^\"]*+\"|'[^']*+')*+)>", re.DOTALL
)
_ATTRIBUTE = re.compile(r"([A-Za-z_][\w.:-]*+)\s*+=\s*+(\"[^\"]*+\"|'[^']*+')")
_NEW_LINE = re.compile(r"\r?\n")


class Property(NamedTuple):
    """A property as written: its value with line breaks kept, and its 1-based line."""

    name: str
    value: str
    line: int
    inherited: bool = True

    @property
    def values(self) -> tuple[str, ...]:
        """The entries of a list."""
        return tuple(item for item in (part.strip() for part in _NEW_LINE.split(self.value)) if item)


@dataclass(eq=False)
class Key:
    """A key: its location as written (``/LM/W3SVC/1/ROOT``), what kind of key it is, and its own properties."""

    location: str
    kind: str
    line: int
    properties: dict[str, Property] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Last part of the location."""
        return self.location.rpartition("/")[2]

    def own(self, name: str) -> Property | None:
        """A property written on this very key."""
        return self.properties.get(name.lower())


class Located(NamedTuple):
    """A property and the key that it is written on."""

    key: Key
    found: Property


class Metabase:
    """All keys by location; locations are compared without regard to case."""

    def __init__(self, keys: dict[str, Key]) -> None:
        self.keys = keys
        self._below: dict[str, list[Key]] = {}
        # By the first three parts of the location: a server with thousands of sites is read once, not once a site.
        self._by_server: dict[str, list[tuple[str, Key]]] = {}
        for place, key in keys.items():
            self._below.setdefault(place.rpartition("/")[0], []).append(key)
            self._by_server.setdefault(_server(place), []).append((place, key))

    def key(self, location: str) -> Key | None:
        """The key at a location."""
        return self.keys.get(location.lower())

    def children(self, location: str) -> list[Key]:
        """Keys right below a location, in document order."""
        return self._below.get(location.lower(), [])

    def below(self, location: str) -> Iterator[Key]:
        """Keys at any depth below a location in a web server, in document order; keys between may be missing."""
        prefix = f"{location.lower()}/"
        return (key for place, key in self._by_server.get(_server(prefix), ()) if place.startswith(prefix))

    def effective(self, location: str, name: str) -> Located | None:
        """A property of a key or of the nearest key above that has it: values replace, they are never merged."""
        place = location.lower()
        nearest = True
        while place.count("/") > 1:
            key = self.keys.get(place)
            found = key.own(name) if key is not None else None
            if key is not None and found is not None and (nearest or found.inherited):
                return Located(key, found)
            place = place.rpartition("/")[0]
            nearest = False
        return None


def _server(place: str) -> str:
    """The first three parts of a location: ``/lm/w3svc/1``."""
    return "/".join(place.split("/")[:4])


def parse_metabase(data: bytes, path: str) -> Metabase:
    """Read a MetaBase.xml.

    Args:
        data: The file's bytes.
        path: Its Windows path, for errors.

    Raises:
        ReberthError: ``iis.configuration-broken`` for what is no well-formed XML or has a DTD,
            ``iis.configuration-too-large``.
    """
    text = _text(data, path)
    # Once as it is: only of a well-formed document can the tags be found by a pattern.
    parse_document(text.encode(), path)
    starts: list[_Start] = []
    marked = _mark_line_breaks(text, starts)
    root = parse_document(marked.encode(), path)
    if tag_of(root).rpartition("}")[2] != "configuration":
        raise ReberthError("iis.configuration-broken", path=path, line=line_of(root))
    keys: dict[str, Key] = {}
    current: Key | None = None
    for node, start in zip(root.iter(), starts, strict=True):
        location = re.sub(r"/{2,}", "/", attribute(node, "Location").strip()).rstrip("/")
        tag = tag_of(node).rpartition("}")[2]
        if location.startswith("/"):
            current = keys.setdefault(location.lower(), Key(location, tag, start.line))
            for name, value in node.attrib.items():
                if name != "Location":
                    _put(current, Property(str(name), str(value), start.lines.get(str(name), start.line)))
        elif tag == "Custom" and current is not None:
            inherited = "INHERIT" in attribute(node, "Attributes").upper()
            line = start.lines.get("Value", start.line)
            _put(
                current,
                Property(_custom_name(node.get("ID"), node.get("Name")), node.get("Value") or "", line, inherited),
            )
        if len(keys) > _MAX_KEYS:
            raise ReberthError("iis.configuration-too-large", path=path, size=len(data))
    return Metabase(keys)


class _Start(NamedTuple):
    """A start tag: its line, and the line of each attribute."""

    line: int
    lines: dict[str, int]


def _put(key: Key, found: Property) -> None:
    """Keep the first of two properties of one name."""
    key.properties.setdefault(found.name.lower(), found)


def _custom_name(identifier: str | None, name: str | None) -> str:
    """The schema's name of a property that is written with its number."""
    known = whole_number(identifier or "")
    return PROPERTY_IDS.get(known) or name or f"Property{known}"


def _text(data: bytes, path: str) -> str:
    """The document's text; IIS writes UTF-8 and says so nowhere."""
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReberthError("iis.configuration-broken", path=path, line=data.count(b"\n", 0, error.start) + 1) from error
    # What is parsed is UTF-8, whatever the declaration says.
    return re.sub(r"^\s*<\?xml[^>]*\?>", lambda match: "\n" * match.group().count("\n"), text, count=1)


def _mark_line_breaks(text: str, starts: list[_Start]) -> str:
    """Write line breaks in attribute values so that they live; note the lines of tags and attributes on the way."""
    parts: list[str] = []
    line, counted, end = 1, 0, 0
    for match in _PIECE.finditer(text):
        if match.group(1) is None:
            continue
        line += text.count("\n", counted, match.start())
        counted = match.start()
        lines = {
            found.group(1): line + text.count("\n", match.start(), found.start())
            for found in _ATTRIBUTE.finditer(text, match.start(2), match.end(2))
        }
        starts.append(_Start(line, lines))
        if "\n" in match.group():
            parts += (
                text[end : match.start(2)],
                _ATTRIBUTE.sub(lambda found: found.group().replace("\n", "&#10;\n"), match.group(2)),
            )
            end = match.end(2)
    return "".join((*parts, text[end:]))
