"""``reberth demo``: convert the embedded sample and show what came of it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from reberth.cli import convert
from reberth.cli.output import progress, say
from reberth.model.errors import ExitCode
from reberth.verbs.demo import DemoRequest, demo

if TYPE_CHECKING:
    import argparse

    from reberth.cli.arguments import Commands


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("demo", help="convert the embedded sample server")
    parser.add_argument("-o", "--output", default="", metavar="DIR", help="build folder to write (default: a new one)")
    parser.add_argument("--force", action="store_true", help="replace a build folder that Reberth wrote before")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Convert the sample."""
    output = options.output or str(Path(tempfile.mkdtemp(prefix="reberth-demo-")) / "web01")
    with progress() as emit:
        result = demo(DemoRequest(output, options.force), emit)
    convert.show(result)
    say()
    say("Dockerfile:")
    say((Path(result.folder) / "Dockerfile").read_text(encoding="utf-8"))
    return ExitCode.SUCCESS
