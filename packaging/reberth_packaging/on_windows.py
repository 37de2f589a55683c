"""A pytest plug-in for the tests under Windows' Python: what cannot run there is skipped, and the reason is named."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Whole files, because they import what Windows has not.
FILES = {
    "tests/containers/test_cancel.py": "signals of POSIX",
    "tests/containers/test_dockerfile.py": "the package dockerfile has no Windows build",
    "tests/filesystems/test_mutants.py": "limits of POSIX for memory and time",
    "tests/gui/test_by_keyboard.py": "keys go through an X server",
    "tests/jobs/test_command_line.py": "pseudo-terminals and signals of POSIX",
    "tests/rendering/test_dockerfile.py": "the package dockerfile has no Windows build",
    "tests/rendering/test_hostile_names.py": "the package dockerfile has no Windows build",
    "tests/rendering/test_quoting.py": "the package dockerfile has no Windows build",
    "tests/test_architecture.py": "reads the sources alone, the same on every system",
}
# Single tests, of what only other systems have.
TESTS = {
    "tests/containers/test_sample_on_engine.py::test_compose_s_own_words_are_passed_on": "docker-compose of Linux",
    "tests/filesystems/test_folder.py::test_names_ignore_case_and_the_exact_one_wins": "names differ in case",
    "tests/filesystems/test_folder.py::test_a_folder_given_through_a_link_is_the_folder": "symbolic links need a right",
    "tests/filesystems/test_folder.py::test_links_inside_are_shown_and_not_followed": "symbolic links need a right",
    "tests/filesystems/test_folder.py::test_a_pipe_is_nothing_to_wait_for": "pipes in folders",
    "tests/filesystems/test_folder.py::test_any_name_of_the_host_leads_back_to_its_file": "names of any bytes",
    "tests/migration/test_document.py::test_who_may_read_a_document_is_for_its_folder_and_its_owner_to_say": "modes",
    "tests/gui/test_window_words.py::test_the_files_are_what_lupdate_and_lrelease_make": "the same on every system",
}
# Programs that make or check what the tests use; none of them is made for Windows, or comes with it.
TOOLS = {
    *(
        "qemu-img",
        "ntfs-3g",
        "ntfscp",
        "mkntfs",
        "mkfs.ntfs",
        "ntfsfix",
        "fusermount3",
        "wimlib-imagex",
        "sfdisk",
        "sgdisk",
    ),
    *("mkfs.vfat", "mkfs.ext4", "mcs", "mono", "7z", "dockerd", "docker", "docker-registry", "docker-compose"),
    *("openssl", "ip", "ps", "hadolint", "python3", "git", "mount", "umount", "xsltproc"),
}


def pytest_configure() -> None:
    """Let no program of Linux be half-started, and put libwim beside Python, where one is given.

    Wine starts one that is asked for by its full name, and then has no handle for it; Windows does not find it.
    """
    sys.addaudithook(_no_linux_program)
    given = os.environ.get("REBERTH_LIBWIM")
    if given:
        # The only folder in which Reberth looks for it on Windows.
        beside = Path(sys.executable).parent / Path(given).name
        if not beside.exists():
            shutil.copyfile(given, beside)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave files out that cannot even be imported."""
    return True if _reason(collection_path) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip single tests."""
    for item in items:
        reason = TESTS.get(item.nodeid.partition("[")[0])
        if reason is not None:
            item.add_marker(pytest.mark.skip(reason=f"not on Windows: {reason}"))


def pytest_report_header() -> list[str]:
    """Name them."""
    return [f"not on Windows: {name} ({reason})" for name, reason in FILES.items()]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Iterator[None]:
    """A test that asked for one of the tools is skipped, under the tool's name; any other error stays one."""
    outcome: Any = yield
    report = outcome.get_result()
    tool = _missing_tool(call.excinfo.value) if call.excinfo is not None else ""
    if report.failed and tool:
        report.outcome = "skipped"
        report.longrepr = (str(report.location[0]), int(report.location[1] or 0), f"Skipped: {tool} is not on Windows")


def _reason(path: Path) -> str:
    """Why a file is left out, "" if it is not."""
    place = path.as_posix()
    return next((reason for name, reason in FILES.items() if place.endswith(f"/{name}")), "")


def _no_linux_program(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: a program named as Linux names them is not found.

    Raises:
        FileNotFoundError: As Windows itself answers.
    """
    if event == "subprocess.Popen" and str(arguments[1]).startswith(("/", '"/')):
        raise FileNotFoundError(errno.ENOENT, "A program of Linux", _program(str(arguments[1])))


def _missing_tool(error: BaseException | None) -> str:
    """The tool whose absence an error comes from, "" if it comes from something else."""
    while error is not None:
        if isinstance(error, ReberthError) and error.code == "component.libwim-missing":
            return "libwim"
        trace = error.__traceback__
        while trace is not None and isinstance(error, OSError):
            if trace.tb_frame.f_code.co_name == "_execute_child":
                name = _program(trace.tb_frame.f_locals.get("args") or "")
                return name if name in TOOLS else ""
            trace = trace.tb_next
        error = error.__cause__ or error.__context__
    return ""


def _program(command: str | Sequence[str]) -> str:
    """The name, without its folder, of the program that a command starts."""
    words = command.split() if isinstance(command, str) else [str(word) for word in command]
    return words[0].strip('"').replace("\\", "/").rpartition("/")[2] if words else ""
