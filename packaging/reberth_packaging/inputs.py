"""What builds and the nightly goldens need from outside, each checked by SHA-256 before it is used.

Packages come through pip, which checks them by the hashes of the requirements file; the rest from its makers' pages.
"""

from __future__ import annotations

import hashlib
import http.client
import subprocess
import sys
import urllib.request
import zipfile
from typing import TYPE_CHECKING, NamedTuple

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

_LARGEST = 64 << 20


class Pinned(NamedTuple):
    """A file on its maker's page.

    Attributes:
        page: Where it is.
        sha256: What it is, as hexadecimal digits.
    """

    page: str
    sha256: str

    @property
    def name(self) -> str:
        """The file's name."""
        return self.page.rpartition("/")[2]


LIBWIM_VERSION = "1.14.5"
LIBWIM_NAME = "libwim-15.dll"
LIBWIM = Pinned(
    f"https://wimlib.net/downloads/wimlib-{LIBWIM_VERSION}-windows-x86_64-bin.zip",
    "2f446d6fa3866582175f1a22a7be198eeee0aec7aba5b4e04ad25c99eae2d265",
)
# Installers of add-ons that goldens ask for.
INSTALLERS = (
    Pinned(
        "https://download.microsoft.com/download/1/2/8/128E2E22-C1B9-44A4-BE2A-5859ED1D4592/rewrite_amd64_en-US.msi",
        "37342ff2f585f263f34f48e9de59eb1051d61015a8e967dbde4075716230a32a",
    ),
)


def sha256(file: Path) -> str:
    """Hash of a file, as hexadecimal digits."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def install_for_windows(target: Path) -> None:
    """Unpack the packages of ``requirements/windows.txt`` into a folder of Windows' Python, without byte code.

    Raises:
        SystemExit: When pip fails.
    """
    folder = cache_folder() / f"wheels-{sha256(PACKAGES)[:12]}"
    wheels_alone = ("--only-binary", ":all:", *_FOR_WINDOWS, "-r", str(PACKAGES))
    if not (folder / "complete").exists():
        _pip("download", *wheels_alone, "--dest", str(folder))
        (folder / "complete").touch()
    known = ("--no-index", "--find-links", str(folder), "--no-compile", "--upgrade")
    _pip("install", *wheels_alone, *known, "--target", str(target))


def windows_python_archive() -> Path:
    """The source distribution that carries Windows' CPython.

    pip reads its metadata, which runs the build script's head; that was read and does nothing else. Build isolation
    would fetch build tools without hashes.
    """
    folder = cache_folder() / f"winpython-{sha256(WINPYTHON)[:12]}"
    if not (folder / "complete").exists():
        kind = ("--no-binary", ":all:", "--no-build-isolation")
        _pip("download", *kind, "--dest", str(folder), "-r", str(WINPYTHON))
        (folder / "complete").touch()
    (archive,) = folder.glob("*.tar.gz")
    return archive


def libwim() -> Path | None:
    """The DLL of libwim, fetched unless it is there; None, and a word about it, where it cannot be had.

    Raises:
        SystemExit: When what was fetched is not the known file.
    """
    folder = cache_folder() / f"libwim-{LIBWIM_VERSION}"
    archive = fetched(LIBWIM, folder)
    if archive is None:
        print("This build reads no WIM files: it says so, and how to add libwim-15.dll, when one is given.", flush=True)
        return None
    with zipfile.ZipFile(archive) as packed:
        for name in packed.namelist():
            if name == LIBWIM_NAME or name.startswith("COPYING"):
                (folder / name.rpartition("/")[2]).write_bytes(packed.read(name))
    return folder / LIBWIM_NAME


def fetched(wanted: Pinned, folder: Path) -> Path | None:
    """A pinned file, fetched into a folder unless it is there; None, and a word about it, where it cannot be had.

    Raises:
        SystemExit: When what was fetched is not the known file.
    """
    target = folder / wanted.name
    if not target.exists() and not _fetch(wanted.page, target):
        return None
    if sha256(target) != wanted.sha256:
        target.unlink()
        sys.exit(f"{wanted.page} is not the file that was pinned; nothing of it is used.")
    return target


def _fetch(page: str, target: Path) -> bool:
    """Fetch a file; False, and a word about it, when that fails."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    try:
        with urllib.request.urlopen(page, timeout=30) as answer:
            part.write_bytes(answer.read(_LARGEST))
    except (OSError, http.client.HTTPException) as error:
        print(f"{target.name} could not be fetched ({error}).", flush=True)
        return False
    part.replace(target)
    return True


def _pip(act: str, *arguments: str) -> None:
    """Fetch or install packages by hash.

    Raises:
        SystemExit: When pip fails.
    """
    pip = (sys.executable, "-m", "pip", act, "--quiet", "--disable-pip-version-check")
    code = subprocess.run((*pip, "--no-deps", "--require-hashes", *arguments), check=False).returncode
    if code:
        sys.exit(f"pip {act} ended with {code}.")
