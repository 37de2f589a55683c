"""An XML configuration file as a tree that knows where each element stands in the text.

Parsed with expat for its offsets: secrets are cut out of the text itself, so that everything else stays as it was.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CONFIG = 16 << 20
_MAX_DEPTH = 200
_MAX_NODES = 500_000
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


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
            same = [item for item in node.parent.children if item.tag == node.tag] if node.parent else []
            position = next((index for index, item in enumerate(same, 1) if item is node), 1)
            steps.append(f"{node.tag}[{position}]" if len(same) > 1 else node.tag)
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
    encoding: str
    root: Node
    comments: list[Comment]


def decode(data: bytes) -> tuple[str, str]:
    """Text of an XML file and its encoding, by byte order mark, declaration, else UTF-8.

    Raises:
        UnicodeDecodeError: The text is not in the encoding that it says.
        LookupError: The encoding is unknown.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name), name if name == "utf-8-sig" else f"utf-16-{'le' if bom[0] == 0xFF else 'be'}"
    declared = _DECLARED.match(data)
    name = declared.group(1).decode() if declared else "utf-8"
    if name.lower().startswith("utf-16"):
        # Declared so, but the declaration itself could be read as ASCII: it is not.
        name = "utf-8"
    return data.decode(name), name


def encode(text: str, encoding: str) -> bytes:
    """The inverse of :func:`decode`."""
    if encoding.startswith("utf-16-"):
        bom = codecs.BOM_UTF16_LE if encoding.endswith("le") else codecs.BOM_UTF16_BE
        return bom + text.encode(encoding)
    return text.encode(encoding)


def parse_config(data: bytes, path: str) -> ConfigFile:
    """Parse a configuration file.

    Raises:
        ReberthError: ``application.config-broken``: not well-formed, with a DTD, or beyond all bounds.
    """
    if len(data) > MAX_CONFIG:
        raise ReberthError("application.config-broken", path=path, line=0)
    try:
        text, encoding = decode(data)
    except (UnicodeDecodeError, LookupError) as error:
        raise ReberthError("application.config-broken", path=path, line=1) from error
    builder = _Builder(text.encode("utf-8", errors="surrogatepass"), path)
    return ConfigFile(builder.text, encoding, builder.build(), builder.comments)


class _Builder:
    """Turns expat's events into nodes."""

    def __init__(self, text: bytes, path: str) -> None:
        self.text = text
        self.comments: list[Comment] = []
        self._path = path
        self._root: Node | None = None
        self._open: list[Node] = []
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
        self._open.append(node)

    def _end(self, _tag: str) -> None:
        node = self._open.pop()
        index = self._parser.CurrentByteIndex
        node.end = node.open_end if self.text[node.open_end - 2 : node.open_end] == b"/>" else self._tag_end(index)

    def _characters(self, text: str) -> None:
        self._open[-1].text += text

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
