"""Which images a WIM file holds, and which of them a person means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from reberth.filesystems.wim_resources import WimFile

_DECIMAL = re.compile("[0-9]{1,18}")


class WimImage(NamedTuple):
    """An image as the XML describes it: 1-based number, name, size of its files in bytes."""

    number: int
    name: str
    size: int


def wim_images(wim: WimFile) -> tuple[WimImage, ...]:
    """The images of a WIM. Images that the XML does not describe still count."""
    found: dict[int, WimImage] = {}
    if wim.xml:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(wim.xml.decode("utf-16", errors="replace").lstrip("\ufeff").encode(), parser)
        except etree.XMLSyntaxError:
            root = etree.Element("WIM")
        for node in root.iter("IMAGE"):
            index = node.get("INDEX", "")
            if _DECIMAL.fullmatch(index):
                number = int(index)
                size = node.findtext("TOTALBYTES") or ""
                name = node.findtext("NAME") or ""
                found[number] = WimImage(number, name, int(size) if _DECIMAL.fullmatch(size) else 0)
    return tuple(found.get(index, WimImage(index, "", 0)) for index in range(1, len(wim.metadata) + 1))


def choose_image(wim: WimFile, wanted: str) -> WimImage:
    """The image a person means by its number or name; "" where there is only one.

    Raises:
        ReberthError: ``source.wim-choice`` (several, none chosen), ``source.wim-no-such-image``.
    """
    images = wim_images(wim)
    names = "; ".join(f"{item.number}: {item.name or '?'}" for item in images) or "-"
    if not wanted and len(images) == 1:
        return images[0]
    if not wanted:
        raise ReberthError("source.wim-choice", name=wim.file.name, images=names)
    for item in images:
        if wanted == str(item.number) or (item.name and wanted.lower() == item.name.lower()):
            return item
    raise ReberthError("source.wim-no-such-image", name=wim.file.name, wanted=wanted, images=names)
