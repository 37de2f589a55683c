"""What of all that PyInstaller finds goes into the program, and what never may."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Windows' own. Under Wine some of them are test stubs, which would even shadow nothing good.
_WINDOWS_OWN = re.compile(
    r"(api|ext)-ms-win-.*|(ucrtbase|icu|icuuc|icuin|windows\.ui|mscms|propsys|combase|kernel32|user32|advapi32|winhttp)\.dll"
)
# Parts of Qt that widgets do without; opengl32sw alone has 20 MB.
_QT_UNUSED = re.compile(
    r"(qt6(quick|qml|pdf|virtualkeyboard|opengl|dbus|sql|test|designer|help|uitools).*|opengl32sw|d3dcompiler.*)\.dll"
)
_PLUGINS = re.compile(r"(platforms/(qwindows|qoffscreen)|styles/.*|imageformats/(qico|qsvg)|iconengines/.*)\.dll")
_TRANSLATIONS = re.compile(r"qtbase_(de|en)\.qm")

# Modules that nothing of ours imports, or that only tests do.
EXCLUDED = (
    *("tkinter", "unittest", "pydoc", "pydoc_data", "lib2to3", "idlelib", "ensurepip", "setuptools", "pip", "wheel"),
    *("pytest", "hypothesis", "_pytest", "xmlschema", "elementpath", "numpy", "IPython", "pythoncom", "win32com"),
    *("multiprocessing", "asyncio", "concurrent.futures.process"),
    *("lxml.html", "lxml.isoschematron", "lxml.objectify"),
    *("paramiko", "cryptography", "cssselect", "bs4", "html5lib", "cyclonedx", "packageurl"),
    *(f"PySide6.{part}" for part in ("QtQml", "QtQuick", "QtOpenGL", "QtPdf", "QtSql", "QtTest", "QtDBus")),
    *(f"PySide6.{part}" for part in ("QtConcurrent", "QtDesigner", "QtHelp", "QtPrintSupport", "QtUiTools", "QtXml")),
)


def belongs_to_windows(name: str) -> bool:
    """Whether a DLL is part of Windows, so that the program must not bring its own."""
    return bool(_WINDOWS_OWN.fullmatch(_base(name)))


def wanted(name: str) -> bool:
    """Whether a file that was found goes into the program.

    Args:
        name: Its place in the program's folder, with either slash.
    """
    place = name.replace("\\", "/").lower()
    base = _base(name)
    if belongs_to_windows(name) or _QT_UNUSED.fullmatch(base):
        return False
    if "pyside6/" in place and "/plugins/" in place:
        return bool(_PLUGINS.fullmatch(place.rpartition("/plugins/")[2]))
    if "pyside6/" in place and "/translations/" in place:
        return bool(_TRANSLATIONS.fullmatch(base))
    return True


def strangers(names: Iterable[str]) -> list[str]:
    """Files of a finished program that must not be there."""
    return sorted(name for name in names if not wanted(name))


def _base(name: str) -> str:
    """File name without folders, small letters."""
    return name.replace("\\", "/").rpartition("/")[2].lower()
