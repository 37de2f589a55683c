"""Three ways to hand out the folder: an installer for one user (NSIS), a package for fleets (MSI), a plain zip."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from reberth_packaging.places import PACKAGING, ROOT, build_folder, version
from reberth_packaging.version_resource import version_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

# Zip times begin here; the same input makes the same zip.
_EPOCH = (1980, 1, 1, 0, 0, 0)
# Where Windows' installers of NSIS put it when it is not in PATH.
_NSIS = Path(os.environ.get("PROGRAMFILES(X86)", r"C:\Program Files (x86)")) / "NSIS/makensis.exe"


def files_of(folder: Path) -> list[Path]:
    """All files of the program, relative, sorted."""
    return sorted(file.relative_to(folder) for file in folder.rglob("*") if file.is_file())


def make_zip(folder: Path, target: Path) -> None:
    """A zip with one folder in it."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for file in files_of(folder):
            entry = zipfile.ZipInfo(f"{folder.name}/{file.as_posix()}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, (folder / file).read_bytes())


def removal(files: Iterable[Path]) -> str:
    """NSIS commands that remove just these files, and the folders that are empty then."""
    places = [str(file).replace("/", "\\").replace("$", "$$") for file in files]
    folders = {place.rpartition("\\")[0] for place in places} - {""}
    folders |= {part for folder in folders for part in _above(folder)}
    deepest = sorted(folders, key=lambda folder: (-folder.count("\\"), folder))
    lines = [*(f'Delete "$INSTDIR\\{place}"' for place in places), *(f'RMDir "$INSTDIR\\{one}"' for one in deepest)]
    return "\n".join(lines) + "\n"


def make_setup(folder: Path, icon: Path, target: Path) -> None:
    """The installer for one user.

    Raises:
        SystemExit: When makensis is missing or fails.
    """
    makensis = shutil.which("makensis") or (str(_NSIS) if _NSIS.exists() else "")
    if not makensis:
        sys.exit("makensis is missing: install NSIS (Debian: nsis).")
    inventory = build_folder() / "inventory.nsh"
    inventory.write_text(removal(files_of(folder)), encoding="utf-8")
    licence = build_folder() / "licence.txt"
    licence.write_text((ROOT / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8", newline="\r\n")
    defined = {
        "SOURCE": f"{folder}{os.sep}*",
        "TARGET": str(target),
        "VERSION": version(),
        "NUMBERS": ".".join(str(number) for number in version_numbers(version())),
        "ICON": str(icon),
        "LICENCE": str(licence),
        "INVENTORY": str(inventory),
        **({} if os.name == "nt" else {"AMD64": "1"}),
        **({"WIZARD": "1"} if (folder / "reberth-gui.exe").exists() else {}),
    }
    options = [f"-D{name}={value}" for name, value in defined.items()]
    _run(makensis, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *options, str(PACKAGING / "reberth.nsi"))


def make_msi(folder: Path, icon: Path, target: Path) -> None:
    """The package for fleets, made by msitools on Linux; it installs for the whole machine.

    Raises:
        SystemExit: When wixl is missing or fails.
    """
    if not shutil.which("wixl") or not shutil.which("wixl-heat"):
        sys.exit("wixl is missing: install msitools and wixl.")
    listed = "".join(f"{folder}/{file.as_posix()}\n" for file in files_of(folder))
    heat = ("wixl-heat", "-p", f"{folder}/", "--component-group", "Files", "--directory-ref", "PROGRAM", "--win64")
    harvested = subprocess.run((*heat, "--var", "var.SOURCE"), input=listed, text=True, capture_output=True, check=True)
    parts = build_folder() / "files.wxs"
    parts.write_text(harvested.stdout, encoding="utf-8")
    numbers = ".".join(str(number) for number in version_numbers(version())[:3])
    # wixl finds nothing by an absolute name.
    base = build_folder()
    defined = {"SOURCE": folder.relative_to(base), "Win64": "yes", "VERSION": numbers, "ICON": icon.relative_to(base)}
    options = [word for name, value in defined.items() for word in ("-D", f"{name}={value}")]
    _run("wixl", "-a", "x64", *options, "-o", str(target), str(PACKAGING / "reberth.wxs"), str(parts), folder=base)


def _above(folder: str) -> list[str]:
    """The folders that hold a folder."""
    parts = folder.split("\\")
    return ["\\".join(parts[:count]) for count in range(1, len(parts))]


def _run(*command: str, folder: Path | None = None) -> None:
    """Run a tool.

    Raises:
        SystemExit: When it fails; shows what it printed.
    """
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}:\n{done.stdout[-3000:]}")
