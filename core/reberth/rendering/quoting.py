"""One function per place that text of the source may reach in a Dockerfile."""

from __future__ import annotations

import json
import re

from reberth.model.content import escape_name

# Letters that mean something to the builder's word expansion.
_SPECIAL = re.compile("[`$'\"]")


def copy_json(*paths: str) -> str:
    r"""The JSON form of COPY. ``$`` would be expanded, quotes and the escape character eaten, also in JSON.

    Backslashes become slashes, which both kinds of engine understand. Sources are names of our own; in targets of the
    source's naming, glob characters mean nothing.
    """
    texts = [_SPECIAL.sub(r"`\g<0>", escape_name(path).replace("\\", "/")) for path in paths]
    return json.dumps(texts, ensure_ascii=False)


def label(value: str) -> str:
    """A double-quoted value for LABEL, on one line."""
    plain = "".join(letter for letter in " ".join(value.split()) if letter.isprintable())
    return '"' + re.sub('[`"$]', r"`\g<0>", plain) + '"'


def comment(value: str) -> str:
    """Text for a comment: one line, no control characters, no trailing escape character."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in value)
    return plain.rstrip("`\\ ")
