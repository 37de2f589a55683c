"""Everything that a build takes from outside is known by its hash."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest
import yaml

from reberth_packaging import inputs
from reberth_packaging.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("file", [inputs.PACKAGES, inputs.WINPYTHON])
def test_every_package_has_a_hash_and_no_marker(file: Path) -> None:
    text = re.sub(r"^#.*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE).replace("\\\n", "")
    lines = [line for line in text.splitlines() if line.strip()]
    assert lines
    for line in lines:
        assert re.match(r"[\w.-]+==\S+ +--hash=sha256:[0-9a-f]{64}", line), line
        assert ";" not in line


def test_what_freezes_the_program_is_what_the_tests_run_with() -> None:
    def versions(name: str) -> dict[str, str]:
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        return dict(re.findall(r"^([\w.-]+)==([^ \\;]+)", text, flags=re.MULTILINE))

    windows, tested, run = versions("windows.txt"), versions("dev.txt"), versions("run.txt")
    assert set(run) <= set(windows)
    assert {name: windows[name] for name in windows.keys() & tested.keys()} == {
        name: tested[name] for name in windows.keys() & tested.keys()
    }


def test_actions_are_pinned() -> None:
    files = sorted((ROOT / ".github/workflows").glob("*.yml"))
    assert [file.name for file in files] == ["containers.yml", "tests.yml"]
    for file in files:
        text = file.read_text(encoding="utf-8")
        jobs = yaml.safe_load(text)["jobs"]
        used = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
        assert used
        for action in used:
            assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action)
            assert re.search(rf"{action} # v\d+\.\d+\.\d+\n", text)
        assert all("timeout-minutes" in job for job in jobs.values())


def test_another_libwim_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / f"libwim-{inputs.LIBWIM_VERSION}"
    folder.mkdir()
    with zipfile.ZipFile(folder / inputs.LIBWIM.name, "w") as packed:
        packed.writestr(inputs.LIBWIM_NAME, b"another")
    monkeypatch.setattr(inputs, "cache_folder", lambda: tmp_path)
    with pytest.raises(SystemExit, match="is not the file that was pinned"):
        inputs.libwim()
    assert list(folder.iterdir()) == []


def test_the_known_libwim_is_unpacked_with_its_licence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / f"libwim-{inputs.LIBWIM_VERSION}"
    folder.mkdir()
    archive = folder / inputs.LIBWIM.name
    with zipfile.ZipFile(archive, "w") as packed:
        for name in (inputs.LIBWIM_NAME, "COPYING.LGPL.txt", "wimlib-imagex.exe"):
            packed.writestr(name, name.encode())
    monkeypatch.setattr(inputs, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(inputs, "LIBWIM", inputs.LIBWIM._replace(sha256=inputs.sha256(archive)))
    assert inputs.libwim() == folder / inputs.LIBWIM_NAME
    assert sorted(file.name for file in folder.iterdir()) == ["COPYING.LGPL.txt", inputs.LIBWIM_NAME, archive.name]


def test_without_a_network_the_build_says_what_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(inputs, "cache_folder", lambda: tmp_path)
    nowhere = inputs.LIBWIM._replace(page=(tmp_path / "nowhere.zip").as_uri())
    monkeypatch.setattr(inputs, "LIBWIM", nowhere)
    assert inputs.libwim() is None
    assert "This build reads no WIM files" in capsys.readouterr().out
