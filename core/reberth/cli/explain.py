"""``reberth explain``: each line of a generated file with the places on the disk it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.cli.output import say, say_json
from reberth.model.errors import ExitCode
from reberth.verbs.explain import ExplainRequest, explain

if TYPE_CHECKING:
    import argparse

    from reberth.cli.arguments import Commands


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("explain", help="show where the lines of a generated file come from")
    parser.add_argument("folder", metavar="DIR", help="build folder")
    parser.add_argument(
        "file", nargs="?", default="Dockerfile", metavar="FILE[:LINE]", help="Dockerfile, setup/iis.xslt"
    )
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Explain a file, or one line of it."""
    file, _, line = options.file.rpartition(":")
    number = int(line) if file and line.isascii() and line.isdecimal() and len(line) < 10 else 0
    file = file if number else options.file
    if options.json:
        say_json(explain(ExplainRequest(options.folder, file, number)))
    else:
        show(options.folder, file, number)
    return ExitCode.SUCCESS


def show(folder: str, file: str, line: int = 0) -> None:
    """Print lines and their evidence."""
    for item in explain(ExplainRequest(folder, file, line)):
        say(f"{item.line:>4}  {item.text}")
        for evidence in item.evidence:
            where = f":{evidence.line}" if evidence.line else ""
            say(f"          <- {evidence.source}{where} {evidence.location}".rstrip())
