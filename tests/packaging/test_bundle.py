from __future__ import annotations

import re

import pytest

from reberth_packaging.bundle import belongs_to_windows, strangers, wanted
from reberth_packaging.places import PACKAGING, ROOT
from reberth_packaging.wine_prefix import _STUBS


def test_no_stub_of_the_tests_can_get_into_the_program() -> None:
    stubs = [f"{source.stem}.dll" for source in _STUBS.glob("*.c")]
    assert len(stubs) == 5
    assert strangers(f"reberth/_internal/{name}" for name in stubs) == [
        f"reberth/_internal/{name}" for name in sorted(stubs)
    ]


@pytest.mark.parametrize(
    "name",
    ["api-ms-win-crt-heap-l1-1-0.dll", "UCRTBASE.dll", r"_internal\ICUUC.dll", "Windows.UI.dll", "ext-ms-win-a-l1.dll"],
)
def test_what_belongs_to_windows_is_left_out(name: str) -> None:
    assert belongs_to_windows(name)
    assert not wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "python312.dll",
        "VCRUNTIME140.dll",
        "libwim-15.dll",
        r"PySide6\Qt6Core.dll",
        r"PySide6\Qt6Svg.dll",
        r"PySide6\plugins\platforms\qwindows.dll",
        r"PySide6\plugins\platforms\qoffscreen.dll",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/translations/qtbase_de.qm",
        "reberth_resources/sample/reberth-sample.vhdx.xz",
        "reberth_resources/translations/reberth_de.qm",
    ],
)
def test_what_the_program_needs_stays(name: str) -> None:
    assert wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        r"PySide6\opengl32sw.dll",
        r"PySide6\Qt6Quick.dll",
        r"PySide6\Qt6Sql.dll",
        r"PySide6\plugins\platforms\qdirect2d.dll",
        r"PySide6\plugins\tls\qschannelbackend.dll",
        "PySide6/translations/qtbase_fr.qm",
    ],
)
def test_what_widgets_do_without_is_left_out(name: str) -> None:
    assert not wanted(name)


def test_the_program_asks_for_no_administrator_and_knows_scales_and_long_paths() -> None:
    manifest = (PACKAGING / "reberth.manifest").read_text(encoding="utf-8")
    assert re.findall(r'level="(\w+)"', manifest) == ["asInvoker"]
    assert "<dpiAwareness" in manifest
    assert "PerMonitorV2" in manifest
    assert ">true</longPathAware>" in manifest


def test_the_wizard_imports_nothing_that_is_left_out() -> None:
    used = set()
    for file in (ROOT / "gui").rglob("*.py"):
        used |= set(re.findall(r"PySide6\.(Qt\w+)", file.read_text(encoding="utf-8")))
    assert used
    assert not {name for name in used if not wanted(f"PySide6/{name.replace('Qt', 'Qt6', 1)}.dll")}
