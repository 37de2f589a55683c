"""What the nightly goldens ask for and do not bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reberth_packaging import goldens
from reberth_packaging.inputs import INSTALLERS, Pinned, sha256
from reberth_packaging.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def asking(folder: Path, *names: str) -> Path:
    """A build folder that asks for installers."""
    (folder / "golden/installers").mkdir(parents=True)
    lines = ["Put these installers into this folder before you build:", *(f"{name}   Something 2.1" for name in names)]
    (folder / "golden/installers/README.txt").write_text("\n".join(lines), encoding="utf-8")
    return folder / "golden"


def pinned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, known: str = "") -> Pinned:
    """An installer on a page, and a cache of the test's own."""
    page = tmp_path / "page/add-on.msi"
    page.parent.mkdir()
    page.write_bytes(content)
    one = Pinned(page.as_uri(), known or sha256(page))
    monkeypatch.setattr(goldens, "INSTALLERS", (one,))
    monkeypatch.setattr(goldens, "cache_folder", lambda: tmp_path / "cache")
    return one


def test_every_golden_can_be_built() -> None:
    asked = [name for golden in (ROOT / "tests/goldens").iterdir() for name in goldens.asked_installers(golden)]
    assert asked
    assert set(asked) <= {installer.name for installer in INSTALLERS}


def test_an_installer_comes_from_its_maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pinned(tmp_path, monkeypatch, b"msi")
    golden = asking(tmp_path, "add-on.msi", "unknown.exe")
    assert goldens._add_installers(golden, None) == ["unknown.exe"]
    assert (golden / "installers/add-on.msi").read_bytes() == b"msi"


def test_one_that_is_given_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pinned(tmp_path, monkeypatch, b"msi")
    (tmp_path / "given").mkdir()
    (tmp_path / "given/add-on.msi").write_bytes(b"newer")
    golden = asking(tmp_path, "add-on.msi")
    assert goldens._add_installers(golden, tmp_path / "given") == []
    assert (golden / "installers/add-on.msi").read_bytes() == b"newer"


def test_another_file_on_its_makers_page_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pinned(tmp_path, monkeypatch, b"something else", known="0" * 64)
    golden = asking(tmp_path, "add-on.msi")
    with pytest.raises(SystemExit, match="is not the file that was pinned"):
        goldens._add_installers(golden, None)
    assert not (golden / "installers/add-on.msi").exists()
