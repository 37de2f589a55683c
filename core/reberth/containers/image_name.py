"""Names under which an engine keeps an image, read without its client: a window asks at every letter."""

from __future__ import annotations

import re

# docker/distribution reference.go: path components, then a tag. The registry comes first and may have a port; capital
# letters, which reference.go allows in a registry's name, are refused by docker-py and by many a registry.
_PART = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_NAME = re.compile(
    rf"(?P<name>(?:{_PART}(?::[0-9]+)?/)?{_PART}(?:/{_PART})*)(?::[A-Za-z0-9_][A-Za-z0-9._-]{{0,127}})?", re.ASCII
)
# reference.go, NameTotalLengthMax: letters of the name without its tag.
_MOST = 255


def is_image_name(text: str) -> bool:
    """Whether an engine takes the text as an image's name: ``web01``, ``reg.example:5000/team/shop:1.2``."""
    found = _NAME.fullmatch(text)
    return found is not None and len(found["name"]) <= _MOST
