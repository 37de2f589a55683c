"""Which failures under Windows' Python are the lack of a tool, and which are not."""

from __future__ import annotations

import subprocess

import pytest

from reberth_packaging.on_windows import FILES, TESTS, _missing_tool
from reberth_packaging.places import ROOT


def failure(command: tuple[str, ...]) -> BaseException:
    try:
        subprocess.run(command, check=False)
    except OSError as error:
        return error
    raise AssertionError


def test_a_tool_that_is_not_there_is_named() -> None:
    assert _missing_tool(failure(("/nowhere/qemu-img", "info"))) == "qemu-img"


def test_a_tool_that_cannot_be_waited_for_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Wine has it for a program of Linux."""

    def no_handle(*_arguments: object) -> None:
        raise OSError(6, "Invalid handle")

    process = subprocess.Popen(("python3", "-c", ""))
    process.wait()
    process.returncode = None
    monkeypatch.setattr(process, "_try_wait", no_handle)
    with pytest.raises(OSError, match="Invalid handle") as caught:
        process.wait()
    process.returncode = 0
    assert _missing_tool(caught.value) == "python3"


def test_any_other_program_that_is_not_there_is_a_failure() -> None:
    assert _missing_tool(failure(("/nowhere/reberth", "--worker"))) == ""


def test_any_other_error_is_a_failure() -> None:
    assert _missing_tool(FileNotFoundError(2, "qemu-img")) == ""
    assert _missing_tool(ValueError("qemu-img")) == ""


def test_files_and_tests_that_are_left_out_are_there() -> None:
    assert all((ROOT / name).exists() for name in FILES)
    for name in TESTS:
        file, _, function = name.partition("::")
        assert f"\ndef {function}(" in (ROOT / file).read_text(encoding="utf-8"), name
