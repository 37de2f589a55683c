"""Is a configuration valid by schemas in the language of IIS_schema.xml? Reads the schemas itself, not through us."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

_LOCKS = {"lockItem", "lockAttributes", "lockElements", "lockAllAttributesExcept", "lockAllElementsExcept"}
_SPAN = re.compile(r"^(?:(\d+)\.)?(\d+):([0-5]\d):([0-5]\d)(?:\.\d{1,7})?$")
_NUMBER = {"uint": (0, 2**32 - 1), "int": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}


class IisValidator:
    """Checks documents against all of some schemas."""

    def __init__(self, schemas: Iterable[etree._Element]) -> None:
        self._sections: dict[str, list[etree._Element]] = {}
        for schema in schemas:
            for node in schema.iter("sectionSchema"):
                self._sections.setdefault(node.get("name", ""), []).append(node)

    def problems(self, root: etree._Element) -> list[str]:
        """Everything that IIS would refuse, one line each."""
        declared = dict(_declared(root.find("configSections")))
        seen: set[tuple[str, str]] = set()
        found = []
        for place in root:
            if place.tag == "location":
                where = place.get("path", "").lower()
                found += [text for child in place for text in self._walk(child, "", where, declared, seen)]
            elif place.tag not in {"configSections", "configProtectedData"}:
                found += self._walk(place, "", "", declared, seen)
        return found

    def _walk(
        self, node: etree._Element, prefix: str, where: str, declared: dict[str, str], seen: set[tuple[str, str]]
    ) -> Iterator[str]:
        if not isinstance(node.tag, str):
            return
        path = prefix + node.tag
        if path not in declared:
            yield f"{where}: {path} is declared nowhere"
        elif declared[path] == "group":
            for child in node:
                yield from self._walk(child, f"{path}/", where, declared, seen)
        else:
            if (where, path) in seen:
                yield f"{where}: {path} twice"
            if where and declared[path] == "AppHostOnly":
                yield f"{where}: {path} at a location"
            seen.add((where, path))
            if path in self._sections:
                yield from _element(node, self._sections[path], path)


def _declared(node: etree._Element | None, prefix: str = "") -> Iterator[tuple[str, str]]:
    for child in node if node is not None else ():
        path = prefix + child.get("name", "")
        if child.tag == "section":
            yield path, child.get("allowDefinition", "Everywhere")
        elif child.tag == "sectionGroup":
            yield path, "group"
            yield from _declared(child, f"{path}/")


def _element(node: etree._Element, schemas: list[etree._Element], where: str) -> Iterator[str]:
    """An element against its schema, which several files may give together."""
    yield from _attributes(node, schemas, where)
    collections = [item for schema in schemas for item in schema.findall("collection")]
    keys: set[tuple[str, ...]] = set()
    for child in node:
        if not isinstance(child.tag, str):
            continue
        inner = f"{where}/{child.tag}"
        entry = [item for item in collections if child.tag in item.get("addElement", "").split(",")]
        if entry:
            yield from _element(child, entry, inner)
            key = _key(child, entry)
            if key and key in keys and entry[0].get("allowDuplicates") != "true":
                yield f"{inner} {key} twice"
            keys.add(key)
        elif any(child.tag == item.get("removeElement") for item in collections):
            keys.discard(_key(child, collections))
            yield from (f"{inner}@{name} is no key" for name in set(child.attrib) - _keys(collections))
        elif any(child.tag == item.get("clearElement") for item in collections):
            keys.clear()
        else:
            named = [item for schema in schemas for item in schema.findall("element") if item.get("name") == child.tag]
            named = named or [item for item in collections if child.tag == item.get("defaultElement")]
            yield from _element(child, named, inner) if named else [f"{inner} is not known"]


def _attributes(node: etree._Element, schemas: list[etree._Element], where: str) -> Iterator[str]:
    """An element's own attributes."""
    attributes = {item.get("name", ""): item for schema in schemas for item in schema.findall("attribute")}
    loose = any(item.get("allowUnrecognizedAttributes") == "true" for item in schemas)
    for name, value in node.attrib.items():
        if name in attributes:
            if _is_bad(value, attributes[name]):
                yield f"{where}@{name}={value!r} is no {attributes[name].get('type')}"
        elif name not in _LOCKS and not loose:
            yield f"{where}@{name} is not known"
    for known, item in attributes.items():
        if item.get("required") == "true" and known not in node.attrib and not where.endswith("Defaults"):
            yield f"{where}@{known} is missing"


def _keys(collections: list[etree._Element]) -> set[str]:
    """Attributes that tell entries apart."""
    return {
        item.get("name", "")
        for collection in collections
        for item in collection.findall("attribute")
        if "true" in {item.get("isUniqueKey"), item.get("isCombinedKey")}
    }


def _key(node: etree._Element, collections: list[etree._Element]) -> tuple[str, ...]:
    """An entry's own, values compared as the schema says."""
    attributes = [item for collection in collections for item in collection.findall("attribute")]
    keys = [item for item in attributes if item.get("name") in _keys(collections)]
    return tuple(
        value if item.get("caseSensitive") == "true" else value.lower()
        for item in keys
        for value in [node.get(item.get("name", ""), item.get("defaultValue", ""))]
    )


def _is_bad(value: str, schema: etree._Element) -> bool:
    """Whether a value is not of its type or out of its range."""
    kind = schema.get("type", "string")
    if kind == "bool":
        return value.lower() not in {"true", "false"}
    if kind in {"enum", "flags"}:
        names = {item.get("name", "").lower() for item in schema.iter("enum", "flag")}
        words = [word.strip().lower() for word in value.split(",")] if kind == "flags" else [value.lower()]
        return bool(names) and any(word and word not in names and not word.isdigit() for word in words)
    if kind in _NUMBER:
        return not _fits(_number(value), schema, *_NUMBER[kind])
    if kind == "timeSpan":
        match = _SPAN.match(value)
        if match is None:
            return not value.isdigit()
        days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return not _fits(((days * 24 + hours) * 60 + minutes) * 60 + seconds, schema, 0, 2**63)
    return schema.get("validationType") == "nonEmptyString" and not value


def _number(value: str) -> int | None:
    if re.fullmatch(r"0[xX][0-9a-fA-F]+", value):
        return int(value, 16)
    return int(value) if re.fullmatch(r"-?\d+", value) else None


def _fits(number: int | None, schema: etree._Element, low: int, high: int) -> bool:
    """Whether a number is of its type and in (or out of) its range: ``low,high[,grain]`` or ``low,high,exclude``."""
    if number is None or not low <= number <= high:
        return False
    if schema.get("validationType") not in {"integerRange", "timeSpanRange"}:
        return True
    low_text, high_text, *more = schema.get("validationParameter", "").split(",")
    return (int(low_text) <= number <= int(high_text)) != (more == ["exclude"])
