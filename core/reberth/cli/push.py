"""``reberth push``: push an image to its registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.cli.documents import image_of
from reberth.cli.engine_output import add_endpoint, engine_progress
from reberth.cli.output import say, say_json
from reberth.jobs.perform import perform
from reberth.jobs.table import PUSH
from reberth.model.engine_requests import PushRequest
from reberth.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from reberth.cli.arguments import Commands


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("push", help="push an image, with the credentials that docker login keeps")
    add_endpoint(parser)
    parser.add_argument("image", metavar="REGISTRY/NAME[:TAG]", help="the image's name at the registry")
    parser.add_argument(
        "--source", default="", metavar="NAME", help="give this image that name first; or a migration document"
    )
    parser.add_argument("--json", action="store_true", help="the result as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Push it."""
    source = image_of(options.source, options.endpoint)
    with engine_progress(quiet=options.json) as emit:
        result = perform(PUSH, PushRequest(options.image, source.endpoint, source.image), emit)
    if options.json:
        say_json(result)
        return ExitCode.SUCCESS
    say(f"{result.image}   {result.digest}".rstrip())
    return ExitCode.SUCCESS
