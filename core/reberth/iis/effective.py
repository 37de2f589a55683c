"""What a section amounts to at one place of the hierarchy, collections merged as IIS merges them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.iis import CollectionSchema, ConfigElement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reberth.model.iis import IisConfiguration


def effective_section(configuration: IisConfiguration, path: str, location: str = "") -> ConfigElement:
    """Merge a section from the server level down to ``location``.

    Args:
        configuration: The server's configuration.
        path: ``system.webServer/staticContent``.
        location: ``Default Web Site/shop``; "" for the server level. Matched by segments, ignoring case.

    Returns:
        Attributes as the nearest level sets them, and each collection's entries after add, remove and clear.
    """
    wanted = [part.lower() for part in location.split("/") if part]
    levels: list[tuple[int, ConfigElement]] = []
    for section in configuration.sections:
        parts = [part.lower() for part in section.location.split("/") if part]
        if section.path == path and parts == wanted[: len(parts)]:
            levels.append((len(parts), section.element))
    levels.sort(key=lambda item: item[0])
    rules = {item.element: item for item in configuration.collections if item.section == path}
    return merge_elements(path.rpartition("/")[2], [element for _, element in levels], rules, "")


def merge_elements(
    name: str, levels: Sequence[ConfigElement], rules: dict[str, CollectionSchema], path: str
) -> ConfigElement:
    """Merge one element over its levels, outermost first."""
    attributes: dict[str, str] = {}
    secret: dict[str, None] = {}
    for level in levels:
        attributes.update(level.attributes)
        secret.update(dict.fromkeys(level.secret_attributes))
    rule = rules.get(path)
    directives = {*rule.add.split(","), rule.remove, rule.clear} - {""} if rule else set[str]()
    children: list[ConfigElement] = list(_entries(rule, levels)) if rule else []
    inner = dict.fromkeys(child.name for level in levels for child in level.children if child.name not in directives)
    for child_name in inner:
        below = [child for level in levels for child in level.children if child.name == child_name]
        child_path = f"{path}/{child_name}" if path else child_name
        if child_path in rules or any(key.startswith(f"{child_path}/") for key in rules) or len(below) == 1:
            children.append(merge_elements(child_name, below, rules, child_path))
        else:
            children.append(below[-1])
    return ConfigElement(name, tuple(attributes.items()), tuple(secret), tuple(children))


def entry_key(rule: CollectionSchema, entry: ConfigElement) -> tuple[str, ...]:
    """What makes an entry unique, values compared ignoring case as IIS does by default."""
    defaults = dict(rule.defaults)
    values = tuple(entry.get(name, defaults.get(name, "")).lower() for name in rule.keys)
    return values if rule.keys else tuple(value for _, value in entry.attributes)


def _entries(rule: CollectionSchema, levels: Sequence[ConfigElement]) -> list[ConfigElement]:
    """Entries of a collection after all levels' directives."""
    adds = rule.add.split(",")
    entries: list[ConfigElement] = []
    for level in levels:
        place = 0
        for child in level.children:
            if child.name == rule.clear and rule.clear:
                entries, place = [], 0
            elif child.name == rule.remove and rule.remove:
                key = entry_key(rule, child)
                kept = [item for item in entries if entry_key(rule, item) != key]
                place = max(0, place - (len(entries) - len(kept)) if place else 0)
                entries = kept
            elif child.name in adds:
                if rule.merge_append:
                    entries.append(child)
                else:
                    entries.insert(place, child)
                    place += 1
    return entries
