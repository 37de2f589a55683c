"""XML elements become the model's elements; secrets stay behind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reberth.iis.document import line_of, tag_of
from reberth.model.errors import ReberthError
from reberth.model.evidence import Evidence
from reberth.model.iis import ConfigElement
from reberth.model.secret import SecretRef
from reberth.windows.secret_variables import looks_secret

if TYPE_CHECKING:
    from lxml import etree

    from reberth.iis.schema import ElementSchema
    from reberth.model.content import ContentRef
    from reberth.model.secret import SecretKind

_MAX_DEPTH = 64
_SECRET_NAME = re.compile("(?i)(password|passwd|pwd|secret|sharedkey|accesskey|apikey|privatekey|connectionstring)$")
_ENCRYPTED = re.compile(r"^\s*\[enc:", re.IGNORECASE)


@dataclass
class Place:
    """The file being read, and the secrets found in it so far."""

    path: str
    ref: ContentRef
    secrets: dict[SecretRef, None] = field(default_factory=dict)

    def evidence(self, node: etree._Element, location: str) -> Evidence:
        """Where an element stands."""
        return Evidence("file", self.path, location, line_of(node))

    def is_secret(self, name: str, value: str, schema: ElementSchema | None) -> bool:
        """Whether an attribute holds a secret: by schema, by name, or because it is encrypted."""
        if not value:
            return False
        known = schema.attributes.get(name) if schema is not None else None
        encrypted = known is not None and known.encrypted
        return encrypted or bool(_SECRET_NAME.search(name)) or bool(_ENCRYPTED.match(value))

    def is_secret_pair(self, node: etree._Element, name: str, value: str) -> bool:
        """Whether an attribute is the value of a pair whose name says secret, or looks like one itself."""
        return name == "value" and looks_secret(node.get("name") or node.get("key") or "", value)

    def note_secret(self, node: etree._Element, section: str, location: str, name: str, owner: str) -> None:
        """Remember the place of a secret, never its value."""
        value = node.get(name) or ""
        kind: SecretKind = "encrypted-value" if _ENCRYPTED.match(value) else "credential"
        evidence = self.evidence(node, f"{section}/{location}" if location else section)
        found = SecretRef(kind, self.ref, section, location, name, owner, evidence)
        self.secrets[found] = None


def convert(
    node: etree._Element,
    schema: ElementSchema | None,
    place: Place,
    section: str,
    *,
    location: str = "",
    depth: int = 0,
) -> ConfigElement:
    """Convert an element and all below it, noting secrets.

    Args:
        node: The element.
        schema: Its schema, None where unknown.
        place: The file it is in.
        section: Path of the section it belongs to.
        location: Element path inside the section.
        depth: How deep we are.

    Raises:
        ReberthError: ``iis.configuration-broken`` for an element nested beyond all reason.
    """
    if depth > _MAX_DEPTH:
        raise ReberthError("iis.configuration-broken", path=place.path, line=line_of(node))
    attributes: list[tuple[str, str]] = []
    secret: list[str] = []
    for name, value in node.attrib.items():
        if place.is_secret(str(name), str(value), schema) or place.is_secret_pair(node, str(name), str(value)):
            secret.append(str(name))
            place.note_secret(node, section, location, str(name), owner_of(node))
        else:
            attributes.append((str(name), str(value)))
    children = []
    for child in node:
        tag = tag_of(child)
        below = None if schema is None else schema.elements.get(tag) or schema.adds.get(tag)
        step = f"{location}/{tag}" if location else tag
        children.append(convert(child, below, place, section, location=step, depth=depth + 1))
    text = (node.text or "").strip() if not children else ""
    return ConfigElement(tag_of(node), tuple(attributes), tuple(secret), tuple(children), text, line_of(node))


def owner_of(node: etree._Element) -> str:
    """The name that a person knows an element by: its own or the next one's above that has a name or path."""
    current: etree._Element | None = node
    while current is not None:
        for name in ("name", "path", "key", "userName"):
            value = current.get(name)
            if value:
                return value
        current = current.getparent()
    return tag_of(node)
