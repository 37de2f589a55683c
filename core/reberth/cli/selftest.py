"""``reberth --selftest [FILE]``: whether this copy of the program is whole. For builds and doubtful installations."""

from __future__ import annotations

import hashlib
import platform
import sys
import tempfile
from pathlib import Path

import msgspec

from reberth import __version__
from reberth.host.awake import awake
from reberth.jobs.perform import perform
from reberth.jobs.protocol import encode
from reberth.jobs.table import DEMO
from reberth.model.errors import ExitCode, ReberthError
from reberth.model.events import silent
from reberth.model.requests import DemoRequest
from reberth.verbs.completeness import import_all, missing_components
from reberth_resources.catalogue import codes


class SelfTest(msgspec.Struct, frozen=True):
    """What was found.

    Attributes:
        ok: Whether all is well; a component that may be missing does not count.
        modules: Number of our modules that were imported.
        failed: Module and reason.
        sample: SHA-256 over names and bytes of what the sample became, as :func:`digest` has it.
        files: Number of files that it became.
        awake: Whether the system would stay awake during a job.
        missing: Components that are not there, in words.
    """

    ok: bool
    version: str
    python: str
    system: str
    frozen: bool
    modules: int
    failed: dict[str, str]
    sample: str
    files: int
    awake: bool
    missing: tuple[str, ...]


def run(arguments: list[str]) -> int:
    """Test, write JSON into a file or to standard output, and return the exit code."""
    result = selftest()
    text = encode(result).decode() + "\n"
    if arguments:
        Path(arguments[0]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return ExitCode.SUCCESS if result.ok else ExitCode.INTERNAL


def selftest() -> SelfTest:
    """Import everything, read the words, and convert the sample in a worker."""
    modules, failed = import_all()
    if not codes("en") or not codes("de"):
        failed["messages"] = "no words"
    sample, files = "", 0
    # A virus scanner may still look at what was written, which is no fault of the program.
    with tempfile.TemporaryDirectory(prefix="reberth-selftest-", ignore_cleanup_errors=True) as folder:
        output = Path(folder) / "web01"
        try:
            perform(DEMO, DemoRequest(str(output), force=False), silent)
            sample, files = digest(output)
        except ReberthError as error:
            failed["sample"] = f"{error.code} {error.params}"
    with awake() as agreed:
        pass
    return SelfTest(
        ok=not failed,
        version=__version__,
        python=platform.python_version(),
        system=" ".join((sys.platform, *platform.uname()[2:5])),
        frozen=bool(getattr(sys, "frozen", False)),
        modules=modules,
        failed=failed,
        sample=sample,
        files=files,
        awake=agreed,
        missing=missing_components(),
    )


def digest(folder: Path) -> tuple[str, int]:
    """One SHA-256 over a folder, the same on every system, and its number of files."""
    whole = hashlib.sha256()
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    for place, file in sorted((file.relative_to(folder).as_posix(), file) for file in files):
        data = file.read_bytes()
        whole.update(f"{place}\0{len(data)}\0".encode() + data)
    return whole.hexdigest(), len(files)
