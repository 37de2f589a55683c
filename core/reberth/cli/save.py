"""``reberth save``: write an image to a tar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.cli.engine_output import add_endpoint
from reberth.cli.output import progress, say, size_of
from reberth.jobs.perform import perform
from reberth.jobs.table import SAVE
from reberth.model.engine_requests import SaveRequest
from reberth.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from reberth.cli.arguments import Commands


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("save", help="write an image to a tar for an engine without a registry")
    add_endpoint(parser)
    parser.add_argument("image", metavar="NAME", help="image")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="file to write")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Save it."""
    with progress() as emit:
        result = perform(SAVE, SaveRequest(options.image, options.output, options.endpoint), emit)
    say(f"{result.output}: {size_of(result.bytes)}")
    return ExitCode.SUCCESS
