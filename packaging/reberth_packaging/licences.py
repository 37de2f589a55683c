"""The licences of all that ships, as their makers' own texts. Runs in the Python that froze the program."""

from __future__ import annotations

import re
import shutil
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

from reberth_packaging.components import components, shipped
from reberth_packaging.places import ROOT

if TYPE_CHECKING:
    from importlib.metadata import Distribution

_TEXT = re.compile(r"(licen[cs]es?|copying|notice|authors|legal)\b.*", re.IGNORECASE)
# Qt's wheels bring only the text of the licence that is for sale; libyal's bring the GNU ones.
_GNU = {"LGPL-3.0.txt": "COPYING.LESSER", "GPL-3.0.txt": "COPYING"}
_FOR_SALE = "LicenseRef-Qt-Commercial.txt"
_HEAD = """What this program is made of
============================

Reberth itself: Apache License 2.0 (LICENSE.txt). Parts by others, each under its own licence: their texts are in the
folders beside this file.

Qt, PySide6, shiboken6 and the libyal libraries are used under the LGPL 3 (LGPL-3.0.txt, which builds upon
GPL-3.0.txt), wimlib, where it is in the program, under the LGPL 2.1. They are separate files in the program's folder,
as their makers built them, and may be replaced by other versions of themselves. Sources: qt.io, github.com/libyal,
wimlib.net.

"""


def collect(target: Path, python_licence: Path, libwim: Path | None, libwim_version: str) -> list[str]:
    """Write the folder.

    Args:
        target: The folder, made anew.
        python_licence: CPython's own text, which covers what its DLLs contain as well.
        libwim: The folder with libwim's texts, where it ships.
        libwim_version: Its version then, else "".

    Returns:
        Names of packages that came without a text of their own; the list names their licence.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    shutil.copyfile(ROOT / "LICENSE", target / "LICENSE.txt")
    shutil.copyfile(python_licence, target / "CPython.txt")
    without = [one.metadata["Name"] for one in shipped() if not _copy(one, target / one.metadata["Name"])]
    if libwim:
        (target / "wimlib").mkdir()
        for file in libwim.glob("COPYING*"):
            shutil.copyfile(file, target / "wimlib" / f"{file.stem}{file.suffix or '.txt'}")
    for name, text in _GNU.items():
        shutil.copyfile(_text_of("libfsntfs-python", text), target / name)
    lines = [f"{part.name} {part.version}: {part.licence or 'see its text'}" for part in components(libwim_version)]
    (target / "README.txt").write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8", newline="\r\n")
    return without


def _copy(one: Distribution, target: Path) -> bool:
    """Copy a package's texts; whether there were any."""
    texts = [file for file in one.files or () if _is_text(file.as_posix())]
    for text in texts:
        target.mkdir(exist_ok=True)
        # Two texts of one name come from different folders of a package.
        name = text.name if not (target / text.name).exists() else "-".join(text.parts[-2:])
        shutil.copyfile(str(text.locate()), target / name)
    return bool(texts)


def _is_text(place: str) -> bool:
    """Whether a file of a package is a licence: by the folder that is for them, or by its name."""
    folder, _, name = place.rpartition("/")
    listed = ".dist-info/licenses" in folder or (folder.endswith(".dist-info") and bool(_TEXT.fullmatch(name)))
    return listed and name != _FOR_SALE


def _text_of(package: str, name: str) -> Path:
    """A text that a package brings."""
    (found,) = (file for file in distribution(package).files or () if file.name == name)
    return Path(str(found.locate()))


if __name__ == "__main__":
    folder, libwim_folder, libwim_known = sys.argv[1:]
    base = Path(sys.base_prefix)
    own = next(file for file in (base / "LICENSE.txt", base / "LICENSE") if file.exists())
    print("\n".join(collect(Path(folder), own, Path(libwim_folder) if libwim_folder else None, libwim_known)))
