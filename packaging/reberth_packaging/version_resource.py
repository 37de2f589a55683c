"""The version resource: what Explorer shows on the Details page of a program's properties."""

from __future__ import annotations

import re
from typing import Any

COPYRIGHT = "Apache License 2.0"
_ENGLISH_UNICODE = (1033, 1200)


def version_numbers(version: str) -> tuple[int, int, int, int]:
    """Four numbers as Windows wants them: ``0.1.0`` is 0, 1, 0, 0; the rest of ``2.0rc1`` is left out."""
    digits = [match.group() for part in version.partition("+")[0].split(".") if (match := re.match(r"\d*", part))]
    numbers = [int(part) if part else 0 for part in (*digits, "", "", "", "")[:4]]
    return numbers[0], numbers[1], numbers[2], numbers[3]


def version_resource(info: Any, version: str, file: str, description: str) -> Any:
    """A resource for PyInstaller's ``EXE``.

    Args:
        info: PyInstaller's ``utils.win32.versioninfo``, which only a Windows Python can import.
        version: Of the program.
        file: Name of the program's file.
        description: What the Task Manager shows.
    """
    numbers = version_numbers(version)
    words = {
        "CompanyName": "The Reberth project",
        "FileDescription": description,
        "FileVersion": version,
        "InternalName": file.removesuffix(".exe"),
        "LegalCopyright": COPYRIGHT,
        "OriginalFilename": file,
        "ProductName": "Reberth",
        "ProductVersion": version,
    }
    strings = [info.StringStruct(name, text) for name, text in words.items()]
    language, charset = _ENGLISH_UNICODE
    return info.VSVersionInfo(
        ffi=info.FixedFileInfo(
            filevers=numbers, prodvers=numbers, mask=0x3F, flags=0, OS=0x40004, fileType=1, subtype=0
        ),
        kids=[
            info.StringFileInfo([info.StringTable(f"{language:04X}{charset:04X}", strings)]),
            info.VarFileInfo([info.VarStruct("Translation", list(_ENGLISH_UNICODE))]),
        ],
    )
