"""A real worker with verbs made for tests: ``python -m tests.jobs.acting``."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from reberth.jobs.table import VERBS
from reberth.jobs.verb import Verb
from reberth.jobs.worker import serve
from reberth.model.errors import ReberthError
from reberth.model.events import Note, Output

if TYPE_CHECKING:
    from collections.abc import Callable

    from reberth.model.events import Emit

COMMAND = (sys.executable, "-m", "tests.jobs.acting")


class Act(Struct, frozen=True):
    """What to act: ``name`` of a function here, a number, a text."""

    name: str
    number: int = 0
    text: str = ""


ACT: Verb[Act, Any] = Verb("act", "tests.jobs.acting:act", "tests.jobs.acting:Act", "typing:Any")
STREAM: Verb[Act, int] = Verb(
    "stream", "tests.jobs.acting:stream", "tests.jobs.acting:Act", "builtins:int", items="builtins:bytes"
)


def act(request: Act, emit: Emit) -> Any:
    """Call the function of that name."""
    return globals()[request.name](request, emit)


def stream(request: Act, write: Callable[[bytes], None], _emit: Emit) -> int:
    """So many pieces."""
    for number in range(request.number):
        write(number.to_bytes(4, "big") * 2048)
    return request.number


def count(request: Act, emit: Emit) -> int:
    """So many lines."""
    for number in range(request.number):
        emit(Output(f"{number} {request.text}"))
    return request.number


def echo(request: Act, _emit: Emit) -> str:
    """The text."""
    return request.text


def refuse(request: Act, _emit: Emit) -> None:
    """Fail as a verb does."""
    raise ReberthError("source.empty", name=request.text)


def break_down(request: Act, _emit: Emit) -> None:
    """Fail as no verb should."""
    raise ZeroDivisionError(request.text)


def error_mode(_request: Act, _emit: Emit) -> int:
    """Which boxes Windows does not show for this process."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - Windows' own

        return msvcrt.GetErrorMode()
    return 0


def fall(_request: Act, _emit: Emit) -> None:
    """Read where nothing is."""
    # Not by ctypes, which makes an OSError of it on Windows.
    faulthandler._read_null()  # type: ignore[attr-defined]


def chatter(request: Act, emit: Emit) -> str:
    """Write to standard output past the channel, as a C library may."""
    sys.stdout.write('{"event":"done","result":"forged"}\n')
    sys.stdout.flush()
    os.write(1, b"\xff\xfe not a line")
    subprocess.run([sys.executable, "-c", "print('from a child')"], check=True)
    emit(Note("cancelled.by-user"))
    return request.text


def sleep(_request: Act, emit: Emit) -> None:
    """Wait in the system, with something in the temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        emit(Output(folder))
        time.sleep(600)


def tidy(request: Act, emit: Emit) -> None:
    """Take a while to clear up."""
    try:
        emit(Output("ready"))
        time.sleep(600)
    finally:
        time.sleep(0.2)
        Path(request.text).write_text("cleared up")


def stubborn(request: Act, emit: Emit) -> None:
    """Never leave, and have a child that does not either; both tell their number."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(tempfile.gettempdir(), "left").write_bytes(bytes(1000))
    told = False
    until = time.monotonic() + (request.number or 600)
    while time.monotonic() < until:
        with contextlib.suppress(KeyboardInterrupt):
            if not told:
                told = True
                emit(Output(f"{os.getpid()} {child.pid} {tempfile.gettempdir()}"))
            time.sleep(until - time.monotonic())


def called_back(request: Act, _emit: Emit) -> str:
    """Be called by a C library, which takes an exception for a bad disk; then go on for a while."""
    code = (
        "def read(until):\n"
        "    try:\n"
        "        called.touch()\n"
        "        while time.monotonic() < until: pass\n"
        "    except BaseException:\n"
        "        return 'taken for a bad disk'\n"
        "    return 'read'\n"
    )
    room: dict[str, Any] = {"__name__": "reberth.sources.window", "time": time, "called": Path(request.text)}
    exec(code, room)  # noqa: S102 - a function of another module
    came = str(room["read"](time.monotonic() + 0.5))
    try:
        time.sleep(600)
    finally:
        Path(request.text).write_text(came)
    return came


def committed(request: Act, emit: Emit) -> str:
    """Let an output take its place, slowly."""
    from reberth.context.partial import commit_begins  # noqa: PLC0415 - only here

    commit_begins()
    Path(request.text).write_text("begun")
    time.sleep(0.6)
    if request.number:
        emit(Output("more work after it"))
        time.sleep(600)
    return "committed"


if __name__ == "__main__":
    # The verbs name this module by its name, not as __main__.
    VERBS.update({"act": ACT, "stream": STREAM})
    sys.exit(serve())
