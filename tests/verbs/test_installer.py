"""An installer is kept by name and hash."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from reberth.model.errors import ReberthError
from reberth.model.events import silent
from reberth.model.recognition import InstallerRequest
from reberth.model.selection import Installer
from reberth.verbs.installer import installer

if TYPE_CHECKING:
    from pathlib import Path


def test_name_and_hash_are_kept(tmp_path: Path) -> None:
    (tmp_path / "zip.msi").write_bytes(b"msi")
    made = installer(InstallerRequest("Zip 9", str(tmp_path / "zip.msi")), silent)
    assert made == Installer("Zip 9", "zip.msi", hashlib.sha256(b"msi").hexdigest())


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReberthError) as caught:
        installer(InstallerRequest("Zip 9", str(tmp_path / "gone.msi")), silent)
    assert caught.value.code == "usage.installer"
    assert "gone.msi" in str(caught.value.params["text"])
