"""The machine environment of the offline system: paths in its configuration mean *its* drives, not ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_REFERENCE = re.compile("%([^%]+)%")
_MAX_ROUNDS = 8
_MAX_LENGTH = 32_767


def expand(text: str, environment: Mapping[str, str] | Iterable[tuple[str, str]]) -> str | None:
    """Replace ``%NAME%`` as ExpandEnvironmentStrings does, names ignoring case.

    Args:
        text: Text with references.
        environment: Upper-case names and expanded values.

    Returns:
        The expanded text, or None where a name is unknown.
    """
    known = dict(environment)
    if any(match.group(1).upper() not in known for match in _REFERENCE.finditer(text)):
        return None
    return _REFERENCE.sub(lambda match: known[match.group(1).upper()], text)


def machine_environment(
    stored: Mapping[str, str], system_root: str, computer_name: str, *, wow64: bool
) -> dict[str, str]:
    r"""The environment as a service of the server would see it.

    Args:
        stored: Values of ``Session Manager\Environment``.
        system_root: Such as ``C:\Windows``.
        computer_name: Host name.
        wow64: True for a 64-bit system, which has both Program Files folders.
    """
    drive = system_root[:2]
    modern = not system_root.upper().endswith("WINNT")
    data = f"{drive}\\ProgramData" if modern else f"{drive}\\Documents and Settings\\All Users"
    values = {
        "SYSTEMDRIVE": drive,
        "SYSTEMROOT": system_root,
        "WINDIR": system_root,
        "PROGRAMFILES": f"{drive}\\Program Files",
        "COMMONPROGRAMFILES": f"{drive}\\Program Files\\Common Files",
        "PROGRAMDATA": data,
        "ALLUSERSPROFILE": data,
        "PUBLIC": f"{drive}\\Users\\Public",
        "COMPUTERNAME": computer_name,
        "TEMP": f"{system_root}\\Temp",
        "TMP": f"{system_root}\\Temp",
        # IIS's own names, set by the process that reads the configuration.
        "IIS_BIN": f"{system_root}\\System32\\inetsrv",
        "IIS_SITES_HOME": f"{drive}\\inetpub",
    }
    if wow64:
        values["PROGRAMW6432"] = values["PROGRAMFILES"]
        values["PROGRAMFILES(X86)"] = f"{drive}\\Program Files (x86)"
        values["COMMONPROGRAMFILES(X86)"] = f"{drive}\\Program Files (x86)\\Common Files"
    fixed = {"SYSTEMDRIVE", "SYSTEMROOT"}
    values.update({name.upper(): value for name, value in stored.items() if name.upper() not in fixed})
    for _ in range(_MAX_ROUNDS):
        expanded = {name: _once(value, values) for name, value in values.items()}
        if expanded == values:
            break
        values = expanded
    return values


def _once(text: str, values: Mapping[str, str]) -> str:
    """One round of expansion; unknown names stay, and a value that refers to itself cannot grow without end."""
    result = _REFERENCE.sub(lambda match: values.get(match.group(1).upper(), match.group()), text)
    return result if len(result) <= _MAX_LENGTH else text
