r"""FastCGI of IIS 6: an add-on, ``fcgiext.dll``, that reads its programs from ``inetsrv\fcgiext.ini``.

Source: "Configuring the FastCGI Extension for IIS 6.0", Microsoft: ``[Types]`` names a section for each extension, and
that section's ``ExePath`` is the program. Later versions have FastCGI themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.iis.metabase.script_maps import handler_name
from reberth.iis.metabase.view import entry
from reberth.model.iis import ConfigElement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reberth.iis.metabase.script_maps import ScriptMap

SECTION = "system.webServer/fastCgi"
_MOST_LINES = 10_000


def read_fast_cgi(data: bytes) -> dict[str, str]:
    """Program by extension in lower case (``php``; ``*`` for all others); types of one site alone are passed over."""
    sections: dict[str, dict[str, str]] = {}
    current: dict[str, str] = {}
    for line in data.decode("utf-8-sig", "replace").splitlines()[:_MOST_LINES]:
        text = line.strip()
        if text.startswith("[") and text.endswith("]"):
            current = sections.setdefault(text[1:-1].strip().lower(), {})
        elif "=" in text and not text.startswith(";"):
            name, _, value = text.partition("=")
            current.setdefault(name.strip().lower(), value.strip())
    found = {}
    for extension, section in sections.get("types", {}).items():
        program = sections.get(section.lower(), {}).get("exepath", "")
        if program and ":" not in extension:
            found[extension] = program
    return found


def program_of(item: ScriptMap, programs: Mapping[str, str]) -> str:
    """The program that serves a script map, "" where the file does not say."""
    return programs.get(item.extension.lstrip(".").lower()) or programs.get("*", "")


def fast_cgi_handler(item: ScriptMap, program: str, line: int) -> ConfigElement:
    """The script map as a handler of IIS 7."""
    return entry(
        "add",
        line,
        name=handler_name(item),
        path=f"*{item.extension.lstrip('*')}",
        verb=item.verbs or "*",
        modules="FastCgiModule",
        scriptProcessor=program,
        resourceType="File" if item.flags & 4 else "Unspecified",
        requireAccess="Script",
    )


def applications(programs: Iterable[str]) -> ConfigElement:
    """The section that tells FastCGI of its programs."""
    return ConfigElement("fastCgi", children=tuple(entry("application", 0, fullPath=item) for item in programs))
