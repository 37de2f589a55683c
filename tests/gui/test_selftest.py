from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtGui import QImage

from reberth.migration import flow
from reberth_gui.dialogs.about import parts
from reberth_gui.selftest import SelfTest
from tests.support.user_folders import user_folders

if TYPE_CHECKING:
    from pathlib import Path


def test_every_page_is_painted_with_the_sample_and_nothing_of_the_users_is_touched(tmp_path: Path) -> None:
    home = tmp_path / "home"
    file, pictures = tmp_path / "found.json", tmp_path / "pictures"
    own = {"HOME": str(home), **user_folders(home)}
    command = (sys.executable, "-m", "reberth_gui", "--selftest", str(file), "--grab", str(pictures))
    subprocess.run(command, check=True, env={**os.environ, **own})
    found = msgspec.json.decode(file.read_bytes(), type=SelfTest)
    assert found.ok
    assert found.failed == {}
    assert list(found.pages) == list(flow.NAMES)
    assert found.platform == "offscreen"
    assert found.parts == len(parts())
    for name, painted in found.pages.items():
        picture = QImage(str(pictures / f"{name}.png"))
        assert (picture.width(), picture.height()) == (painted.width, painted.height)
    assert [str(item) for item in home.rglob("*.reberth")] + [str(item) for item in home.rglob("*.ini")] == []
