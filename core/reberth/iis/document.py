"""An XML configuration file from the disk: any encoding, no DTD, no entities, bounded."""

from __future__ import annotations

from lxml import etree

from reberth.model.errors import ReberthError

_MAX_SIZE = 32 << 20
_LONGEST_NUMBER = 10


def parse_document(data: bytes, path: str) -> etree._Element:
    """Parse a configuration file and return its root element.

    Args:
        data: The file's bytes; encoding by byte order mark or XML declaration.
        path: Windows path of the file, for the error.

    Raises:
        ReberthError: ``iis.configuration-broken`` with the line that could not be read.
    """
    if len(data) > _MAX_SIZE:
        raise ReberthError("iis.configuration-too-large", path=path, size=len(data))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 0
        raise ReberthError("iis.configuration-broken", path=path, line=line) from error
    if root.getroottree().docinfo.doctype:
        raise ReberthError("iis.configuration-broken", path=path, line=1)
    return root


def tag_of(node: etree._Element) -> str:
    """An element's name as text."""
    return str(node.tag)


def attribute(node: etree._Element, name: str, default: str = "") -> str:
    """An attribute's value as text."""
    value = node.get(name)
    return default if value is None else value


def whole_number(text: str) -> int:
    """A plain number of ten digits at most, as sites and flags have it; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else 0


def line_of(node: etree._Element) -> int:
    """1-based line of an element; 0 where unknown."""
    return node.sourceline or 0
