"""``python3 dev.py test-windows``: the tests under Windows' Python, the commands on the sample, the frozen program."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from reberth_packaging.freezing import checked, freeze, make_icon
from reberth_packaging.inputs import libwim
from reberth_packaging.places import ROOT, build_folder
from reberth_packaging.selftests import compare, read, selftest
from reberth_packaging.telling import said, tell
from reberth_packaging.windows_python import windows_python

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reberth_packaging.windows_python import WindowsPython

# Makers of test data, and tests of what only ever runs where the program is built.
_NOT_ROOMS = {"support", "data", "goldens", "packaging", "test_architecture.py"}
# Seconds for all tests of a room (each command is two programs, and one takes seconds to start under Wine), and for one
# test, after which pytest shows where it stands.
_ROOM, _ONE = 1800, 300
# What is different on Windows, and quick.
SHORT = ("host", "context")


def main() -> int:
    """Run all parts, or the quick ones."""
    parser = argparse.ArgumentParser(prog="python3 dev.py test-windows", description=__doc__)
    parser.add_argument("--short", action="store_true", help="what is different on Windows, nothing frozen")
    parser.add_argument("--no-frozen", action="store_true", help="leave the frozen program out")
    parser.add_argument("room", nargs="*", help="only these folders or files of tests")
    options = parser.parse_args()
    python = windows_python()
    code = 0
    dll = libwim()
    given = {"REBERTH_LIBWIM": python.path(dll)} if dll else {}
    for room in options.room or (SHORT if options.short else rooms()):
        code |= test(python, room, given)
    if options.room:
        return code
    said("The sample, by the sources as they lie here")
    tell("sources", compare(sample(python), "Windows' Python"))
    if not options.short and not options.no_frozen:
        said("Freezing")
        folder = freeze(python, make_icon(python), dll)
        for program in sorted(folder.glob("*.exe")):
            tell(program.name, selftest(python, program))
    return code


def rooms() -> list[str]:
    """Folders and files of tests, each for a process of its own: a crash of one does not take the others with it."""
    found = [item for item in (ROOT / "tests").iterdir() if (item / "__init__.py").exists() or item.suffix == ".py"]
    return sorted(
        item.name for item in found if item.name not in _NOT_ROOMS and not item.name.startswith(("_", "conf"))
    )


def test(python: WindowsPython, room: str, given: Mapping[str, str]) -> int:
    """Run the tests of a room, with more variables; 1 when one failed."""
    pytest = ("-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "-p", "reberth_packaging.on_windows")
    ended = python.python(*pytest, "-o", f"faulthandler_timeout={_ONE}", f"tests/{room}", extra=given, seconds=_ROOM)
    print(ended.text, flush=True)
    if ended.code == -9:
        print(f"tests/{room} was stopped after {_ROOM} seconds.", flush=True)
    return int(not passed(ended.code, ended.text))


def passed(code: int, text: str) -> bool:
    """Whether pytest found nothing wrong.

    With 5 it says that every test of the room was left out, and the header says why. An access violation (0xC0000005)
    comes out of Wine as 5 as well, and says nothing.
    """
    return code == 0 or (code == 5 and "no tests ran" in text)


def sample(python: WindowsPython) -> dict[str, Any]:
    """The self-test of the sources under Windows' Python."""
    file = build_folder() / "selftest-sources.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    checked(python.python("-m", "reberth", "--selftest", python.path(file)), "The self-test")
    return read(file)


if __name__ == "__main__":
    sys.exit(main())
