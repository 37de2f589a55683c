"""``reberth --worker``: not for people. What other commands and the wizard start to do the long work."""

from __future__ import annotations

import sys

from reberth.jobs.worker import serve


def run() -> None:
    """Do one order from standard input."""
    sys.exit(serve())
