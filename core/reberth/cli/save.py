"""``reberth save``: write an image to a tar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.cli.documents import image_of
from reberth.cli.engine_output import add_endpoint
from reberth.cli.output import progress, say, say_json, size_of
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
    parser.add_argument("image", metavar="NAME", help="image, or the migration document that it was built of")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="file to write")
    parser.add_argument("--json", action="store_true", help="the result as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Save it."""
    named = image_of(options.image, options.endpoint)
    with progress() as emit:
        result = perform(SAVE, SaveRequest(named.image, options.output, named.endpoint), emit)
    if options.json:
        say_json(result)
        return ExitCode.SUCCESS
    say(f"{result.output}: {size_of(result.bytes)}")
    return ExitCode.SUCCESS
