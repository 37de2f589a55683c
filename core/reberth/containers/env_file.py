"""A file of environment variables as ``docker run --env-file`` reads it: no quotes, no expansion."""

from __future__ import annotations

import os
from pathlib import Path

from reberth.model.errors import ReberthError


def read_env_file(path: str) -> dict[str, str]:
    """Names and values; nothing for no path.

    A name without ``=`` takes this process's own value, if it has one. No value ever gets into a message.

    Raises:
        ReberthError: ``usage.env-file``, ``usage.env-file-line``.
    """
    if not path:
        return {}
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else ""
        raise ReberthError("usage.env-file", file=path, reason=reason or type(error).__name__) from error
    found = {}
    for number, line in enumerate(lines, start=1):
        text = line.lstrip()
        if not text or text.startswith("#"):
            continue
        name, sign, value = text.partition("=")
        if not name or any(letter.isspace() for letter in name):
            raise ReberthError("usage.env-file-line", file=path, line=number)
        if sign:
            found[name] = value
        elif name in os.environ:
            found[name] = os.environ[name]
    return found
