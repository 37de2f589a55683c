from __future__ import annotations

import os
from pathlib import Path

import pytest

from reberth.host.paths import extended, long_path


@pytest.mark.parametrize(
    ("path", "long"),
    [
        (r"C:\disks\web01.vhdx", r"\\?\C:\disks\web01.vhdx"),
        (r"C:/disks\.\old\..\web01.vhdx", r"\\?\C:\disks\web01.vhdx"),
        (r"\\nas\images\web01.vhdx", r"\\?\UNC\nas\images\web01.vhdx"),
        (r"//nas/images/web01.vhdx", r"\\?\UNC\nas\images\web01.vhdx"),
        (r"\\?\C:\disks\dot.", r"\\?\C:\disks\dot."),
        (r"\\?\UNC\nas\images\web01.vhdx", r"\\?\UNC\nas\images\web01.vhdx"),
        (r"\\.\PhysicalDrive1", r"\\.\PhysicalDrive1"),
    ],
)
def test_the_long_form_of_a_path(path: str, long: str) -> None:
    assert extended(path) == long


def test_only_windows_has_a_long_form() -> None:
    here = long_path("web01.vhdx")
    assert here == (rf"\\?\{Path.cwd()}\web01.vhdx" if os.name == "nt" else "web01.vhdx")
