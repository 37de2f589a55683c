"""Slots for installers: a file that the user brings, its silent command line, and its hash where it is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.model.plan import AddOnStep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.evidence import Evidence
    from reberth.model.selection import Installer

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_MSI = "/qn /norestart"


def slot(
    program: str, installers: Iterable[Installer], evidence: tuple[Evidence, ...], *, windows_installer: bool
) -> AddOnStep:
    """The step that installs a program.

    Args:
        program: Its name.
        installers: Those that the user named.
        evidence: Where the program was seen.
        windows_installer: Whether it came as an MSI package.
    """
    step = f"program:{program}"
    for item in installers:
        if item.program.upper() == program.upper():
            msi = item.file.lower().endswith(".msi")
            arguments = item.arguments or (_MSI if msi else "/quiet /norestart")
            return AddOnStep(step, program, item.file, "artifact.program-installer", evidence, arguments, item.sha256)
    name = (_UNSAFE.sub("-", program).strip("-.") or "program")[:80] + (".msi" if windows_installer else ".exe")
    arguments = _MSI if windows_installer else "/quiet /norestart"
    return AddOnStep(step, program, name, "artifact.program-installer", evidence, arguments)
