"""Text out of the program: never a crash over a letter, and the same bytes whatever code page is set."""

from __future__ import annotations

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
