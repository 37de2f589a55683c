"""The IIS sections that the server's configuration sets for a place in the tree, merged as IIS merges them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from reberth.iis.effective import effective_section
from reberth_gui.models.quantities import count_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.iis import ConfigElement, ConfigSection
    from reberth.model.inventory import Inventory
    from reberth_gui.models.site_node import Node


def section_cells(node: Node, inventory: Inventory) -> Iterator[tuple[str, str, str]]:
    """Path of each section that a ``location`` block sets for the place or above it, its value, and where it is set.

    What holds for the whole server is left out: it is the same for every site.
    """
    if inventory.iis is None:
        return
    place = _location(node)
    for path, section in sorted(_nearest(node, place, inventory.iis.sections).items()):
        element = effective_section(inventory.iis, path, place)
        yield path, _value(element), f"{section.file}:{section.element.line} {section.location}"


def _nearest(node: Node, place: str, sections: tuple[ConfigSection, ...]) -> dict[str, ConfigSection]:
    """Of each section the block that is nearest to the place."""
    wanted, owner = _parts(place), node.owner
    root = _parts(f"{node.site.name}/{owner.path}") if owner is not None else []
    found: dict[str, ConfigSection] = {}
    for section in sections:
        at = _parts(section.location)
        # One that is not inherited ends where another application begins.
        counts = at and at == wanted[: len(at)] and (section.inherited or len(at) >= len(root))
        if counts and (section.path not in found or len(at) >= len(_parts(found[section.path].location))):
            found[section.path] = section
    return found


def _location(node: Node) -> str:
    """A place as a ``location`` block names it: ``Default Web Site/shop/images``."""
    paths = [node.site.name]
    paths += [node.owner.path] if node.owner is not None else []
    paths += [node.directory.path] if node.directory is not None else []
    return "/".join(part.strip("/") for part in paths if part.strip("/"))


def _parts(location: str) -> list[str]:
    return [part.lower() for part in location.split("/") if part]


def _value(element: ConfigElement) -> str:
    """Attributes, names of secret ones without a value, and how many entries there are."""
    parts = [f"{name}={value}" for name, value in element.attributes]
    parts += [_tr("{name}: secret").format(name=name) for name in element.secret_attributes]
    if element.children:
        parts.append(_tr("entries: {number}").format(number=count_text(len(element.children))))
    return ", ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SiteSections", text)
