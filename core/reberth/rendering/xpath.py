"""XPath 1.0 expressions for stylesheet attributes, values as literals."""

from __future__ import annotations

from reberth.rendering.xml_lines import literal

_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LOWER = "abcdefghijklmnopqrstuvwxyz"
_TO_LOWER = str.maketrans(_UPPER, _LOWER)


def string(value: str) -> str:
    """A string literal of XPath, escaped for an attribute of the stylesheet.

    XPath 1.0 knows no escapes: a text with both kinds of quotes is put together with ``concat``.
    """
    if "'" not in value:
        return literal(f"'{value}'", template=False)
    if '"' not in value:
        return literal(f'"{value}"', template=False)
    parts = ', "\'", '.join(f"'{part}'" for part in value.split("'"))
    return literal(f"concat({parts})", template=False)


def equals_ignoring_case(expression: str, value: str) -> str:
    """Compare with ASCII letters folded, as IIS compares names."""
    return f"translate({expression}, '{_UPPER}', '{_LOWER}') = {string(value.translate(_TO_LOWER))}"


def declaration(path: str) -> str:
    """The declaration of a section in ``configSections``."""
    *groups, name = path.split("/")
    inner = "".join(f"/sectionGroup[@name={string(group)}]" for group in groups)
    return f"/configuration/configSections{inner}/section[@name={string(name)}]"
