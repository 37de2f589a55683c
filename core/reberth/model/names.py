"""Which names can live in a Windows container, judged alike on every host so that output never depends on it."""

from __future__ import annotations

import re

# [MS-FSCC] 2.1.5.2 and "Naming Files, Paths, and Namespaces": the Win32 namespace, which is what IIS can reach.
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)")
_ILLEGAL = re.compile('[\\x00-\\x1f<>:"/\\\\|?*]')
_MAX_UTF8 = 255


def name_problem(name: str) -> str:
    """Why a file name cannot be carried into a Windows image, as a catalogue code; "" when it can.

    NTFS itself holds names that Win32, and so IIS and the Docker engine, cannot reach. Escaped lone surrogates
    (``/uD800``) count as illegal because a tar stream, and so a build context, is UTF-8.

    Args:
        name: One name without separators, lone surrogates escaped.
    """
    if "/u" in name:
        return "application.name-not-unicode"
    if _ILLEGAL.search(name):
        return "application.name-illegal"
    if name.endswith((".", " ")):
        return "application.name-ends-in-dot"
    if _RESERVED.match(name):
        return "application.name-reserved"
    if len(name.encode("utf-8")) > _MAX_UTF8:
        return "application.name-too-long"
    return ""
