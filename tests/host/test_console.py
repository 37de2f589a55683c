from __future__ import annotations

import errno
import os
import subprocess
import sys

from reberth.host.console import reader_is_gone

TEXT = "Zürich, 東京"
PROGRAM = f"from reberth.host.console import prepare_streams; prepare_streams(); print({TEXT!r})"


def printed(**variables: str) -> bytes:
    known = {**os.environ, "PYTHONIOENCODING": "", "PYTHONUTF8": "0", **variables}
    return subprocess.run((sys.executable, "-c", PROGRAM), capture_output=True, check=True, env=known).stdout


def test_text_into_a_pipe_is_utf8_and_has_plain_line_ends() -> None:
    assert printed(LANG="C.UTF-8", LC_ALL="C.UTF-8") == f"{TEXT}\n".encode()


def test_what_a_stream_cannot_hold_is_escaped() -> None:
    out = printed(PYTHONIOENCODING="ascii")
    expected = TEXT.encode() if os.name == "nt" else TEXT.encode("ascii", "backslashreplace")
    assert out == expected + b"\n"


def test_a_reader_that_is_gone_is_told_from_other_errors() -> None:
    assert reader_is_gone(BrokenPipeError(errno.EPIPE, "Broken pipe"))
    assert reader_is_gone(OSError(errno.EINVAL, "Invalid argument")) == (os.name == "nt")
    assert not reader_is_gone(OSError(errno.EINVAL, "Invalid argument", "a?b"))
    assert not reader_is_gone(OSError(errno.ENOSPC, "No space left on device"))
