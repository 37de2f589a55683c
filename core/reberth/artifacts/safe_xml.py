"""XML from the disk: no DTD, so no entities; what cannot be read is nothing."""

from __future__ import annotations

from lxml import etree


def read_xml(data: bytes | None, *, tolerant: bool = False) -> etree._Element | None:
    """The root of a document, None for what is no XML or has a DTD.

    Args:
        data: The file, in any encoding that it declares itself.
        tolerant: Take what a damaged document still has.
    """
    if not data:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=tolerant, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    # With recovery lxml gives None where nothing at all could be read.
    found: etree._Element | None = root
    return None if found is None or found.getroottree().docinfo.doctype else found
