"""Which failures under Windows' Python are the lack of a tool, and which are not."""

from __future__ import annotations

import subprocess

import pytest

from reberth.model.errors import ReberthError
from reberth_packaging.on_windows import FILES, TESTS, _missing_tool, _no_linux_program
from reberth_packaging.places import ROOT


def failure(command: tuple[str, ...]) -> BaseException:
    try:
        subprocess.run(command, check=False)
    except OSError as error:
        return error
    raise AssertionError


def test_a_tool_that_is_not_there_is_named() -> None:
    assert _missing_tool(failure(("/nowhere/qemu-img", "info"))) == "qemu-img"


def test_a_program_of_linux_is_not_even_started() -> None:
    """Wine would start it, and have no handle to wait with."""
    for command in ("/usr/bin/python3 -c pass", '"/opt/a b/qemu-img" info'):
        with pytest.raises(FileNotFoundError):
            _no_linux_program("subprocess.Popen", (None, command, None, None))
    _no_linux_program("subprocess.Popen", (None, r"C:\python\python.exe /usr/bin", None, None))
    _no_linux_program("open", ("/usr/bin/python3", "r", 0))


def test_any_other_program_that_is_not_there_is_a_failure() -> None:
    assert _missing_tool(failure(("/nowhere/reberth", "--worker"))) == ""


def test_a_libwim_that_is_not_there_is_named() -> None:
    assert _missing_tool(ReberthError("component.libwim-missing", names="libwim-15.dll")) == "libwim"
    assert _missing_tool(ReberthError("source.damaged")) == ""


def test_any_other_error_is_a_failure() -> None:
    assert _missing_tool(FileNotFoundError(2, "qemu-img")) == ""
    assert _missing_tool(ValueError("qemu-img")) == ""


def test_files_and_tests_that_are_left_out_are_there() -> None:
    assert all((ROOT / name).exists() for name in FILES)
    for name in TESTS:
        file, _, function = name.partition("::")
        assert f"\ndef {function}(" in (ROOT / file).read_text(encoding="utf-8"), name
