"""An XML configuration file as a tree that knows where each element stands in the text.

Parsed with expat for its offsets: secrets are cut out of the text itself, so that everything else stays as it was.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CONFIG = 16 << 20
_MAX_DEPTH = 200
_MAX_NODES = 500_000
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


class Encoding(NamedTuple):
    """How a file is written: the byte order mark it begins with, if any, and Python's name of the codec."""

    mark: bytes
    codec: str


_MARKED = (
    Encoding(codecs.BOM_UTF8, "utf-8"),
    Encoding(codecs.BOM_UTF16_LE, "utf-16-le"),
    Encoding(codecs.BOM_UTF16_BE, "utf-16-be"),
)
# UTF-16 without a mark shows in its first letter (XML 1.0, appendix F).
# Codecs of Python that are no encodings of files.
_NO_ENCODINGS = frozenset({"unicode-escape", "raw-unicode-escape", "punycode", "idna", "undefined", "utf-7"})
_UNMARKED = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))


@dataclass
class Node:
    """An element.

    Attributes:
        tag: Name as written.
        attributes: Names and values.
        start, open_end, end: Offsets in the UTF-8 text: of ``<``, behind the start tag, behind the whole element.
        line: 1-based.
        parent: None for the root.
        children: Elements in order.
        text: Text directly in the element.
        position: 1-based among its siblings of the same name.
        counts: How many children there are of each name.
    """

    tag: str
    attributes: dict[str, str]
    start: int
    open_end: int
    line: int
    parent: Node | None = None
    end: int = 0
    children: list[Node] = field(default_factory=list)
    text: str = ""
    position: int = 1
    counts: dict[str, int] = field(default_factory=dict)

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    @property
    def place(self) -> str:
        """Path from the root, with positions among equal siblings: ``/configuration/appSettings/add[2]``."""
        steps: list[str] = []
        node: Node | None = self
        while node is not None:
            alone = node.parent is None or node.parent.counts[node.tag] == 1
            steps.append(node.tag if alone else f"{node.tag}[{node.position}]")
            node = node.parent
        return "/" + "/".join(reversed(steps))


@dataclass
class Comment:
    """A comment: offsets in the UTF-8 text, 1-based line, content."""

    start: int
    end: int
    line: int
    text: str


@dataclass
class ConfigFile:
    """A parsed file: its text as UTF-8, the encoding to write it back in, root and comments."""

    text: bytes
    encoding: Encoding
    root: Node
    comments: list[Comment]


def decode(data: bytes) -> tuple[str, Encoding]:
    """Text of an XML file and its encoding, by byte order mark, first letter, declaration, else UTF-8.

    Raises:
        UnicodeError: The text is not in the encoding that it says.
        LookupError: The encoding is unknown.
    """
    for encoding in _MARKED:
        if data.startswith(encoding.mark):
            return data[len(encoding.mark) :].decode(encoding.codec), encoding
    declared = _DECLARED.match(data)
    codec = declared.group(1).decode() if declared else "utf-8"
    if codec.lower().startswith("utf-16"):
        # Declared so, but the declaration itself could be read as ASCII: it is not.
        codec = "utf-8"
    if codecs.lookup(codec).name in _NO_ENCODINGS:
        raise LookupError(codec)
    codec = next((name for start, name in _UNMARKED if data.startswith(start)), codec)
    return data.decode(codec), Encoding(b"", codec)


def encode(text: str, encoding: Encoding) -> bytes:
    """The inverse of :func:`decode`."""
    return encoding.mark + text.encode(encoding.codec)


def parse_config(data: bytes, path: str) -> ConfigFile:
    """Parse a configuration file.

    Raises:
        ReberthError: ``application.config-broken``: not well-formed, with a DTD, or beyond all bounds.
    """
    if len(data) > MAX_CONFIG:
        raise ReberthError("application.config-broken", path=path, line=0)
    try:
        text, encoding = decode(data)
        exact = encode(text, encoding) == data
    except (UnicodeError, LookupError) as error:
        raise ReberthError("application.config-broken", path=path, line=1) from error
    if not exact:
        # A codec that reads two spellings as one letter cannot write the file back as it was.
        raise ReberthError("application.config-broken", path=path, line=1)
    builder = _Builder(text.encode("utf-8"), path)
    return ConfigFile(builder.text, encoding, builder.build(), builder.comments)


class _Builder:
    """Turns expat's events into nodes."""

    def __init__(self, text: bytes, path: str) -> None:
        self.text = text
        self.comments: list[Comment] = []
        self._path = path
        self._root: Node | None = None
        self._open: list[Node] = []
        # Pieces of text of each open element: joined once, for text by text would take a day for a hostile file.
        self._texts: list[list[str]] = []
        self._count = 0
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.CommentHandler = self._comment
        self._parser.StartDoctypeDeclHandler = self._doctype

    def build(self) -> Node:
        """Parse the text."""
        try:
            self._parser.Parse(self.text, True)
        except expat.ExpatError as error:
            raise self._broken(error.lineno) from error
        if self._root is None:
            raise self._broken(1)
        return self._root

    def _broken(self, line: int) -> ReberthError:
        return ReberthError("application.config-broken", path=self._path, line=line)

    def _doctype(self, *_: object) -> None:
        """No DTD, so no entities: neither ours to expand nor the server's to fetch."""
        raise self._broken(self._parser.CurrentLineNumber)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        start = self._parser.CurrentByteIndex
        parent = self._open[-1] if self._open else None
        self._count += 1
        if len(self._open) > _MAX_DEPTH or self._count > _MAX_NODES:
            raise self._broken(self._parser.CurrentLineNumber)
        node = Node(tag, dict(attributes), start, self._tag_end(start), self._parser.CurrentLineNumber, parent)
        if parent is None:
            self._root = node
        else:
            parent.children.append(node)
            node.position = parent.counts[tag] = parent.counts.get(tag, 0) + 1
        self._open.append(node)
        self._texts.append([])

    def _end(self, _tag: str) -> None:
        node = self._open.pop()
        node.text = "".join(self._texts.pop())
        index = self._parser.CurrentByteIndex
        node.end = node.open_end if self.text[node.open_end - 2 : node.open_end] == b"/>" else self._tag_end(index)

    def _characters(self, text: str) -> None:
        self._texts[-1].append(text)

    def _comment(self, text: str) -> None:
        start = self._parser.CurrentByteIndex
        end = self.text.index(b"-->", start) + 3
        self.comments.append(Comment(start, end, self._parser.CurrentLineNumber, text))

    def _tag_end(self, start: int) -> int:
        """Offset behind the ``>`` that ends a tag; one inside quotes does not."""
        quote = 0
        for index in range(start, len(self.text)):
            byte = self.text[index]
            if quote:
                quote = 0 if byte == quote else quote
            elif byte in b"\"'":
                quote = byte
            elif byte == 0x3E:
                return index + 1
        raise self._broken(self._parser.CurrentLineNumber)
