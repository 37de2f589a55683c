"""``reberth-gui``: the wizard's command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(arguments: Sequence[str] | None = None) -> int:
    """Show the wizard until its last window is closed; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.demo and options.documents:
        parser.error("--demo opens the embedded sample only: what it builds is played, and has no place in a migration")
    if options.selftest or options.grab:
        from reberth_gui import selftest  # noqa: PLC0415

        return selftest.run(options.selftest, options.grab)
    # After the arguments, so that --help and a slip of the pen are answered at once.
    from reberth_gui.app import start  # noqa: PLC0415

    return start([Path(item) for item in options.documents], demo=options.demo)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reberth-gui",
        description="Moves IIS sites from the disks of a legacy Windows server into Windows containers.",
    )
    parser.add_argument("documents", nargs="*", metavar="file.reberth", help="migrations to open")
    parser.add_argument(
        "--demo", action="store_true", help="open the embedded sample, with an engine that is only played"
    )
    # For builds, not for people.
    parser.add_argument("--selftest", default="", metavar="FILE", help=argparse.SUPPRESS)
    parser.add_argument("--grab", default="", metavar="FOLDER", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(run())
