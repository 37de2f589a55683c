"""The machine environment of the offline system: paths in its configuration mean *its* drives, not ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reberth.windows.secret_variables import looks_secret

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

_REFERENCE = re.compile("%([^%]+)%")
_DEEPEST = 16
_MAX_LENGTH = 32_767


class MachineEnvironment(NamedTuple):
    """The environment as a service of the server would see it.

    Attributes:
        values: Upper-case names and expanded values.
        withheld: Upper-case names of variables whose values look like secrets; no value of theirs is in ``values``.
    """

    values: dict[str, str]
    withheld: tuple[str, ...]


def expand(text: str, environment: Mapping[str, str] | Iterable[tuple[str, str]]) -> str | None:
    """Replace ``%NAME%`` as ExpandEnvironmentStrings does, names ignoring case.

    Args:
        text: Text with references.
        environment: Upper-case names and expanded values.

    Returns:
        The expanded text, or None where a name is unknown or the text becomes longer than Windows allows.
    """
    known = dict(environment)
    if any(match.group(1).upper() not in known for match in _REFERENCE.finditer(text)):
        return None
    return _substituted(text, lambda match: known[match.group(1).upper()])


def machine_environment(
    stored: Mapping[str, str], folders: Mapping[str, str], computer_name: str, *, literal: Collection[str] = ()
) -> MachineEnvironment:
    r"""The environment as a service of the server would see it.

    Args:
        stored: Values of ``Session Manager\Environment``.
        folders: The system's own folders, as :func:`system_folders` names them.
        computer_name: Host name.
        literal: Names of stored values that are not expanded (REG_SZ).
    """
    values = {
        **folders,
        "COMPUTERNAME": computer_name,
        "TEMP": f"{folders['SYSTEMROOT']}\\Temp",
        "TMP": f"{folders['SYSTEMROOT']}\\Temp",
        # IIS's own names, set by the process that reads the configuration.
        "IIS_BIN": f"{folders['SYSTEMROOT']}\\System32\\inetsrv",
        "IIS_SITES_HOME": f"{folders['SYSTEMDRIVE']}\\inetpub",
    }
    fixed = {"SYSTEMDRIVE", "SYSTEMROOT"}
    mine = {name.upper(): value for name, value in stored.items() if name.upper() not in fixed}
    # Secrets go before anything is expanded: no other variable may come to hold one.
    withheld = {name for name, value in mine.items() if looks_secret(name, value)}
    values.update({name: value for name, value in mine.items() if name not in withheld})
    expanded = _expanded(values, {name.upper() for name in literal})
    more = {name for name in mine if name in expanded and looks_secret(name, expanded[name])}
    if more:
        # Two harmless halves made a secret: none of the variables that hold it is kept.
        expanded = {name: value for name, value in expanded.items() if name not in more}
    return MachineEnvironment(expanded, tuple(sorted(withheld | more)))


def system_folders(system_root: str, *, wow64: bool) -> dict[str, str]:
    r"""The folders that Windows has names for, where Setup puts them.

    Args:
        system_root: Such as ``C:\Windows``.
        wow64: True for a 64-bit system, which has both Program Files folders.
    """
    drive = system_root[:2]
    modern = not system_root.upper().endswith("WINNT")
    data = f"{drive}\\ProgramData" if modern else f"{drive}\\Documents and Settings\\All Users"
    folders = {
        "SYSTEMDRIVE": drive,
        "SYSTEMROOT": system_root,
        "WINDIR": system_root,
        "PROGRAMFILES": f"{drive}\\Program Files",
        "COMMONPROGRAMFILES": f"{drive}\\Program Files\\Common Files",
        "PROGRAMDATA": data,
        "ALLUSERSPROFILE": "%PROGRAMDATA%",
        "PUBLIC": f"{drive}\\Users\\Public",
    }
    if wow64:
        folders["PROGRAMFILES(X86)"] = f"{drive}\\Program Files (x86)"
        folders["COMMONPROGRAMFILES(X86)"] = f"{drive}\\Program Files (x86)\\Common Files"
        folders["PROGRAMW6432"] = folders["PROGRAMFILES"]
        folders["COMMONPROGRAMW6432"] = folders["COMMONPROGRAMFILES"]
    return folders


def _expanded(values: Mapping[str, str], literal: Collection[str]) -> dict[str, str]:
    """All values with their references followed; unknown names, and those that lead round in a circle, stay."""
    done: dict[str, str] = {}

    def value_of(name: str, above: tuple[str, ...]) -> str:
        if name not in done:
            text = values[name]
            if name not in literal and len(above) < _DEEPEST:
                text = _substituted(text, lambda match: replacement(match, (*above, name))) or text
            done[name] = text
        return done[name]

    def replacement(match: re.Match[str], above: tuple[str, ...]) -> str:
        name = match.group(1).upper()
        return match.group() if name in above or name not in values else value_of(name, above)

    return {name: value_of(name, ()) for name in values}


def _substituted(text: str, value_of: Callable[[re.Match[str]], str]) -> str | None:
    """The text with its references replaced, None where it would become longer than Windows allows."""
    parts: list[str] = []
    length = end = 0
    for match in _REFERENCE.finditer(text):
        parts += (text[end : match.start()], value_of(match))
        length += len(parts[-1])
        if length > _MAX_LENGTH:
            return None
        end = match.end()
    return "".join((*parts, text[end:]))
