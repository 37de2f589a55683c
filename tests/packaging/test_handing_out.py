"""Icon, version resource, archive, and what the uninstaller takes away."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from reberth import __version__
from reberth_packaging import icon
from reberth_packaging.installers import make_zip, removal
from reberth_packaging.places import PACKAGING, version
from reberth_packaging.version_resource import version_numbers


def test_the_icon_has_every_size_and_shows_something_in_each(tmp_path: Path) -> None:
    data = icon.icon()
    assert struct.unpack_from("<HHH", data) == (0, 1, len(icon.SIZES))
    for number, size in enumerate(icon.SIZES):
        width, height, _, _, _, bits, length, offset = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert (width or 256, height or 256, bits) == (size, size, 32)
        assert offset + length <= len(data)
    # Qt reads the whole file, the largest picture first.
    file = tmp_path / "reberth.ico"
    file.write_bytes(data)
    picture = QImage(str(file))
    assert picture.pixelColor(0, 0).alpha() < 255
    assert len({picture.pixel(x, picture.height() // 2) for x in range(picture.width())}) > 4


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("1.2.3.4.5", (1, 2, 3, 4)), ("2.0rc1", (2, 0, 0, 0)), ("1.0.0+local", (1, 0, 0, 0))],
)
def test_windows_wants_four_numbers(text: str, numbers: tuple[int, int, int, int]) -> None:
    assert version_numbers(text) == numbers


def test_the_package_has_the_programs_version() -> None:
    assert version() == __version__


def test_the_same_folder_makes_the_same_archive(tmp_path: Path) -> None:
    folder = tmp_path / "reberth"
    (folder / "_internal").mkdir(parents=True)
    (folder / "reberth.exe").write_bytes(b"MZ")
    (folder / "_internal/a.dll").write_bytes(b"dll")
    make_zip(folder, tmp_path / "one.zip")
    (folder / "reberth.exe").touch()
    make_zip(folder, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        assert packed.namelist() == ["reberth/_internal/a.dll", "reberth/reberth.exe"]


def test_the_uninstaller_takes_away_files_by_name_and_folders_only_when_empty() -> None:
    lines = removal([Path("a/b/c.dll"), Path("a/price$.txt"), Path("reberth.exe")]).splitlines()
    assert lines == [
        r'Delete "$INSTDIR\a\b\c.dll"',
        r'Delete "$INSTDIR\a\price$$.txt"',
        r'Delete "$INSTDIR\reberth.exe"',
        r'RMDir "$INSTDIR\a\b"',
        r'RMDir "$INSTDIR\a"',
    ]
    script = (PACKAGING / "reberth.nsi").read_text(encoding="utf-8")
    assert "RMDir /r" not in script
