"""Text out of the program: never a crash over a letter, and the same bytes whatever code page is set."""

from __future__ import annotations

import errno
import io
import os
import sys


def prepare_streams() -> None:
    """Make standard output and error ready for any text.

    A Windows console is written to in UTF-16 by Python itself. Into a file or a pipe Python would write the machine's
    old code page (1252 here, 932 there), which spoils JSON and loses letters; other programs expect UTF-8, as docker
    and git write it. What a terminal elsewhere cannot show is escaped.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
            if os.name == "nt" and not stream.isatty():
                stream.reconfigure(encoding="utf-8", newline="\n")


def reader_is_gone(error: OSError) -> bool:
    """Whether an error means that nobody reads our output any more, as after ``reberth ls | more``.

    Windows' word for a pipe whose other end is closed, ERROR_NO_DATA, is not one that the C library knows, which makes
    "invalid argument" of it. That of a file would name the file.
    """
    closing = os.name == "nt" and error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or closing
