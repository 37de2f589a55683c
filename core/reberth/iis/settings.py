"""Effective settings of pools, sites, applications and virtual directories.

Inheritance as in the IIS configuration reference: the element, then the ``*Defaults`` elements, then the schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.iis.document import line_of, tag_of
from reberth.iis.elements import convert, owner_of
from reberth.iis.schema import ElementSchema
from reberth.model.iis import Setting, Settings

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lxml import etree

    from reberth.iis.elements import Place
    from reberth.model.iis import ConfigElement, Origin

_NO_SCHEMA = ElementSchema()


class _Collector:
    """Gathers scalars and collections below one element and its defaults."""

    def __init__(self, place: Place, section: str) -> None:
        self.place = place
        self.section = section
        self.scalars: list[Setting] = []
        self.collections: list[tuple[str, ConfigElement]] = []

    def gather(
        self,
        prefix: str,
        node: etree._Element | None,
        defaults: Sequence[etree._Element],
        schema: ElementSchema,
        skip: Collection[str],
    ) -> None:
        """Collect the attributes, then the inner elements."""
        names = dict.fromkeys(schema.attributes)
        for owner in (node, *defaults):
            names.update(dict.fromkeys(str(name) for name in owner.attrib) if owner is not None else {})
        for name in names:
            if name not in skip:
                self._scalar(prefix + name, name, node, defaults, schema)
        inner = dict.fromkeys(schema.elements)
        for owner in (node, *defaults):
            inner.update(dict.fromkeys(tag_of(child) for child in owner) if owner is not None else {})
        for name in inner:
            if name not in skip and name not in schema.adds:
                self._element(prefix, name, node, defaults, schema.elements.get(name) or _NO_SCHEMA)

    def _scalar(
        self,
        dotted: str,
        name: str,
        node: etree._Element | None,
        defaults: Sequence[etree._Element],
        schema: ElementSchema,
    ) -> None:
        """One attribute by inheritance; a secret is noted, not taken."""
        for owner in (node, *defaults):
            value = None if owner is None else owner.get(name)
            if owner is None or value is None:
                continue
            if self.place.is_secret(name, value, schema):
                # The defaults' secret is one place however many inherit it; note_secret knows.
                location = dotted.rpartition(".")[0].replace(".", "/")
                self.place.note_secret(owner, self.section, location, name, owner_of(owner))
                return
            origin: Origin = "explicit" if owner is node else "defaults"
            self.scalars.append(Setting(dotted, value, origin, line_of(owner)))
            return
        known = schema.attributes.get(name)
        if known is not None and known.default is not None and not known.encrypted:
            self.scalars.append(Setting(dotted, known.default, "schema"))

    def _element(
        self,
        prefix: str,
        name: str,
        node: etree._Element | None,
        defaults: Sequence[etree._Element],
        schema: ElementSchema,
    ) -> None:
        """An inner element: a collection as written where it is nearest, else its attributes."""
        own = None if node is None else node.find(name)
        inherited = [child for child in (owner.find(name) for owner in defaults) if child is not None]
        dotted = f"{prefix}{name}"
        if schema.is_collection or (schema is _NO_SCHEMA and _has_children(own, inherited)):
            nearest = own if own is not None else next(iter(inherited), None)
            if nearest is not None and len(nearest):
                location = dotted.replace(".", "/")
                element = convert(nearest, schema, self.place, self.section, location=location)
                self.collections.append((dotted, element))
        self.gather(f"{dotted}.", own, inherited, schema, frozenset(schema.adds) | {schema.remove, schema.clear})


def _has_children(own: etree._Element | None, inherited: Sequence[etree._Element]) -> bool:
    """Whether an element the schema does not know holds elements."""
    return any(len(item) for item in (own, *inherited) if item is not None)


def settings_of(
    node: etree._Element | None,
    defaults: Sequence[etree._Element],
    schema: ElementSchema,
    place: Place,
    section: str,
    *,
    skip: Collection[str] = (),
) -> Settings:
    """Effective settings of ``node``.

    Args:
        node: The element, None for one that is only there by default.
        defaults: ``*Defaults`` elements, nearest first.
        schema: The element's schema.
        place: The file.
        section: Section path, for secrets.
        skip: Attributes and elements that the model holds elsewhere.
    """
    collector = _Collector(place, section)
    collector.gather("", node, [item for item in defaults if item is not None], schema, frozenset(skip))
    return Settings(tuple(collector.scalars), tuple(collector.collections))
