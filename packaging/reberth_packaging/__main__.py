"""``python3 dev.py package``: everything that is handed out, from the sources and inputs checked by hash."""

from __future__ import annotations

import argparse
import shutil
import sys
from typing import TYPE_CHECKING

from reberth_packaging.freezing import checked, freeze, make_icon
from reberth_packaging.inputs import LIBWIM_VERSION, libwim, sha256
from reberth_packaging.installers import make_msi, make_setup, make_zip
from reberth_packaging.places import ROOT, artefact_folder, version
from reberth_packaging.selftests import selftest
from reberth_packaging.signing import sign
from reberth_packaging.telling import said, tell
from reberth_packaging.try_setup import try_msi, try_setup
from reberth_packaging.windows_python import windows_python

if TYPE_CHECKING:
    from pathlib import Path

    from reberth_packaging.windows_python import WindowsPython


def main() -> int:
    """Build, test, pack."""
    parser = argparse.ArgumentParser(prog="python3 dev.py package", description=__doc__)
    parser.add_argument("--folder-only", action="store_true", help="only the program's folder, tested; no installers")
    options = parser.parse_args()
    python = windows_python()
    icon = make_icon(python)
    library = libwim()
    said("Freezing")
    folder = freeze(python, icon, library)
    accompany(python, folder, library)
    programs = sorted(folder.glob("*.exe"))
    sign(programs)
    said("Self-test")
    for program in programs:
        tell(program.name, selftest(python, program))
    said(f"{folder}: {size_of(folder)} MB")
    if not options.folder_only:
        hand_out(python, icon, library, folder)
    return 0


def accompany(python: WindowsPython, folder: Path, library: Path | None) -> None:
    """Put the licences beside the program."""
    words = (python.path(library.parent), LIBWIM_VERSION) if library else ("", "")
    licences = ("-m", "reberth_packaging.licences", python.path(folder / "licences"), *words)
    without = checked(python.python(*licences), "Collecting licences").split()
    if set(without) - {"PySide6_Essentials", "shiboken6"}:
        sys.exit(f"No licence text was found for: {', '.join(without)}")


def hand_out(python: WindowsPython, icon: Path, library: Path | None, folder: Path) -> None:
    """Make what is published: archive, installers, one file, bill of materials, hashes."""
    target = artefact_folder()
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    name = f"reberth-{version()}-windows-x64"
    said("Zip, installers, one file")
    make_zip(folder, target / f"{name}.zip")
    make_setup(folder, icon, target / f"{name}-setup.exe")
    if sys.platform != "win32":
        make_msi(folder, icon, target / f"{name}.msi")
    portable = freeze(python, icon, library, onefile=True)
    tell("one file", selftest(python, portable))
    shutil.copyfile(portable, target / f"{name}-portable.exe")
    sign([*target.glob("*.exe"), *target.glob("*.msi")])
    said("Installing and uninstalling")
    try_setup(python, target / f"{name}-setup.exe")
    if python.machine_wide is not None:
        try_msi(python, target / f"{name}.msi", python.machine_wide / "Reberth")
    bill = target / f"{name}.cdx.json"
    words = (python.path(folder), python.path(bill), LIBWIM_VERSION if library else "")
    checked(python.python("-m", "reberth_packaging.bill_of_materials", *words), "The bill of materials")
    hashes = "".join(f"{sha256(file)}  {file.name}\n" for file in sorted(target.iterdir()))
    (target / "SHA256SUMS").write_text(hashes, encoding="utf-8", newline="\n")
    for file in sorted(target.iterdir()):
        said(f"{file.name}: {file.stat().st_size / 1e6:.1f} MB")


def size_of(folder: Path) -> float:
    """Megabytes (10^6) of a folder."""
    return round(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6, 1)


if __name__ == "__main__":
    print(f"Reberth {version()} from {ROOT}", flush=True)
    sys.exit(main())
