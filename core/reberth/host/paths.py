r"""Long paths: plain ones end at 260 characters on Windows unless an administrator changed that; ``\\?\`` ones do not.

Source: "Maximum Path Length Limitation" and "Naming Files, Paths, and Namespaces" in Microsoft's Win32 documentation.
"""

from __future__ import annotations

import ntpath
import os


def long_path(path: str) -> str:
    r"""The ``\\?\`` form on Windows; elsewhere the path as it is.

    Args:
        path: A path; a relative one is taken from the current folder.
    """
    return extended(os.path.abspath(path)) if os.name == "nt" else path  # noqa: PTH100 - Path would drop the prefix


def extended(path: str) -> str:
    r"""The ``\\?\`` form of an absolute Windows path.

    Windows takes such a path literally, so slashes, dots and double backslashes are resolved here. Shares have a form
    of their own. Devices (``\\.\PhysicalDrive0``) and paths that have the form already stay as they are.
    """
    if path.startswith(("\\\\?\\", "\\\\.\\")):
        return path
    whole = ntpath.normpath(path)
    if whole.startswith("\\\\"):
        return "\\\\?\\UNC\\" + whole[2:]
    return "\\\\?\\" + whole
