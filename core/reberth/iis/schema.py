r"""The IIS configuration schema as it lies on the disk (``inetsrv\config\schema\*.xml``).

Defaults differ by IIS version (pool runtime and identity above all), so they are taken from the server itself. The
language is documented in the head of Microsoft's own IIS_schema.xml.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reberth.iis.document import attribute, tag_of
from reberth.model.iis import CollectionSchema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

_MAX_DEPTH = 16


@dataclass
class AttributeSchema:
    """An attribute: its default (None where the schema gives none), and what it is for."""

    name: str
    kind: str = "string"
    default: str | None = None
    encrypted: bool = False
    key: bool = False
    expanded: bool = False


@dataclass
class ElementSchema:
    """What an element may hold. A collection's entries have their own schemas in ``adds``."""

    attributes: dict[str, AttributeSchema] = field(default_factory=dict)
    elements: dict[str, ElementSchema] = field(default_factory=dict)
    adds: dict[str, ElementSchema] = field(default_factory=dict)
    remove: str = ""
    clear: str = ""
    default_element: str = ""
    merge_append: bool = True
    open_attributes: bool = False

    @property
    def is_collection(self) -> bool:
        """Whether the element holds entries."""
        return bool(self.adds or self.remove or self.clear)

    @property
    def key_defaults(self) -> tuple[tuple[str, str], ...]:
        """Values of keys that an entry need not write."""
        return tuple((item.name, item.default) for item in self.attributes.values() if item.key and item.default)

    @property
    def keys(self) -> tuple[str, ...]:
        """Attributes that tell an entry of this schema from another."""
        return tuple(item.name for item in self.attributes.values() if item.key)


class IisSchema:
    """All sections' schemas by section path."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        """Merge schema files; extensions add to sections of earlier files."""
        self.sections: dict[str, ElementSchema] = {}
        for root in roots:
            for node in root.iter("sectionSchema"):
                section = self.sections.setdefault(attribute(node, "name"), ElementSchema())
                _read(node, section, 0)

    def section(self, path: str) -> ElementSchema | None:
        """A section's schema, None where unknown."""
        return self.sections.get(path)

    def collections(self, path: str) -> Iterator[CollectionSchema]:
        """Merge rules of a section's collections, in the model's form."""
        section = self.sections.get(path)
        if section is not None:
            yield from _collections(path, "", section, 0)


def _read(node: etree._Element, into: ElementSchema, depth: int) -> None:
    """Read attributes, elements and the collection of one schema element."""
    if depth > _MAX_DEPTH:
        return
    for child in node:
        tag, name = tag_of(child), attribute(child, "name")
        if tag == "attribute":
            into.attributes[name] = _attribute(child, name)
        elif tag == "element":
            _read(child, into.elements.setdefault(name, ElementSchema()), depth + 1)
        elif tag == "collection":
            _read_collection(child, into, depth)


def _attribute(node: etree._Element, name: str) -> AttributeSchema:
    """One attribute definition."""
    key = "true" in {attribute(node, "isUniqueKey"), attribute(node, "isCombinedKey")}
    return AttributeSchema(
        name,
        attribute(node, "type", "string"),
        node.get("defaultValue"),
        attribute(node, "encrypted") == "true",
        key,
        attribute(node, "expanded") == "true",
    )


def _read_collection(node: etree._Element, into: ElementSchema, depth: int) -> None:
    """A collection: ``addElement`` may name several elements of the same shape."""
    entry = ElementSchema(open_attributes=attribute(node, "allowUnrecognizedAttributes") == "true")
    _read(node, entry, depth + 1)
    for name in attribute(node, "addElement").split(","):
        if name.strip():
            into.adds[name.strip()] = entry
    into.remove = attribute(node, "removeElement") or into.remove
    into.clear = attribute(node, "clearElement") or into.clear
    into.default_element = attribute(node, "defaultElement") or into.default_element
    into.merge_append = attribute(node, "mergeAppend", "true") != "false"


def _collections(section: str, path: str, schema: ElementSchema, depth: int) -> Iterator[CollectionSchema]:
    """Collections of a schema and of the elements in it."""
    if depth > _MAX_DEPTH:
        return
    if schema.is_collection:
        entry = next(iter(schema.adds.values()), ElementSchema())
        adds = ",".join(schema.adds)
        yield CollectionSchema(
            section, path, adds, schema.remove, schema.clear, entry.keys, schema.merge_append, entry.key_defaults
        )
    for name, element in schema.elements.items():
        yield from _collections(section, f"{path}/{name}" if path else name, element, depth + 1)
