"""``reberth demo``: convert the embedded sample and show what came of it."""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from reberth.cli import convert
from reberth.cli.output import progress, say
from reberth.jobs.perform import perform
from reberth.jobs.table import DEMO
from reberth.model.errors import ExitCode
from reberth.model.requests import DemoRequest

if TYPE_CHECKING:
    import argparse

    from reberth.cli.arguments import Commands


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("demo", help="convert the embedded sample server")
    parser.add_argument("-o", "--output", default="", metavar="DIR", help="build folder to write (default: a new one)")
    parser.add_argument("--force", action="store_true", help="replace a build folder that Reberth wrote before")
    parser.add_argument("--json", action="store_true", help="the result as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Convert the sample."""
    # Not made here: what the job makes goes away again when it is cancelled.
    output = options.output or str(Path(tempfile.gettempdir()) / f"reberth-demo-{secrets.token_hex(4)}" / "web01")
    with progress() as emit:
        result = perform(DEMO, DemoRequest(output, options.force), emit)
    if options.json:
        convert.show_json(result)
        return ExitCode.SUCCESS
    convert.show(result)
    say()
    say("Dockerfile:")
    say((Path(result.folder) / "Dockerfile").read_text(encoding="utf-8"))
    return ExitCode.SUCCESS
