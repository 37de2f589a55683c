"""XML as lines of text, each knowing its plan steps; every value is literal in a stylesheet."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from reberth.model.rendered import RenderedLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reberth.model.iis import ConfigElement

_NONE: Mapping[int, tuple[str, ...]] = MappingProxyType({})
_NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_.-]*$")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def literal(value: str, *, template: bool = True) -> str:
    """A value for a double-quoted attribute.

    Args:
        value: Any text; characters that XML cannot hold are dropped.
        template: True in a stylesheet's literal result element, where braces begin an expression.
    """
    text = _ILLEGAL.sub("", value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = text.replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")
    return text.replace("{", "{{").replace("}", "}}") if template else text


def is_name(text: str) -> bool:
    """Whether a text may be an element or attribute name in our output."""
    return bool(_NAME.match(text))


def open_tag(name: str, attributes: Iterable[tuple[str, str]], *, closed: bool = False) -> str:
    """A start tag with literal values; attributes whose name is not one are left out."""
    written = "".join(f' {key}="{literal(value)}"' for key, value in attributes if is_name(key))
    return f"<{name}{written}{'/' if closed else ''}>"


def element_lines(
    element: ConfigElement,
    indent: str,
    steps: tuple[str, ...],
    own: Mapping[int, tuple[str, ...]] = _NONE,
) -> Iterator[RenderedLine]:
    """An element and all below it.

    Args:
        element: The element.
        indent: Blanks before it.
        steps: Ids of its plan steps.
        own: Further steps of elements below, by ``id`` of the element; they count for what is in it as well.
    """
    if not is_name(element.name):
        return
    steps = (*steps, *own.get(id(element), ()))
    if not element.children:
        if element.text:
            text = literal(element.text, template=False)
            opened = open_tag(element.name, element.attributes)
            yield RenderedLine(f"{indent}{opened}{text}</{element.name}>", steps)
        else:
            yield RenderedLine(indent + open_tag(element.name, element.attributes, closed=True), steps)
        return
    yield RenderedLine(indent + open_tag(element.name, element.attributes), steps)
    for child in element.children:
        yield from element_lines(child, indent + "  ", steps, own)
    yield RenderedLine(f"{indent}</{element.name}>", steps)
