"""One function per place that text of the source may reach in a Dockerfile."""

from __future__ import annotations

import json


def copy_json(*paths: str) -> str:
    r"""The JSON form of COPY. ``$`` would be expanded and the escape character eaten, also in JSON.

    Backslashes become slashes, which both kinds of engine understand. Sources are names of our own; in targets of the
    source's naming, glob characters mean nothing.
    """
    texts = [path.replace("\\", "/").replace("`", "``").replace("$", "`$") for path in paths]
    return json.dumps(texts, ensure_ascii=False)


def label(value: str) -> str:
    """A double-quoted value for LABEL, on one line."""
    plain = " ".join(value.split())
    return '"' + plain.replace("`", "``").replace('"', '`"').replace("$", "`$") + '"'


def comment(value: str) -> str:
    """Text for a comment: one line, no control characters, no trailing escape character."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in value)
    return plain.rstrip("`\\ ")
