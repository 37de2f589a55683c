"""``reberth push``: push an image to its registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.cli.engine_output import add_endpoint, engine_progress
from reberth.cli.output import say
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
    parser.add_argument("--source", default="", metavar="NAME", help="give this image that name first")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Push it."""
    with engine_progress() as emit:
        result = perform(PUSH, PushRequest(options.image, options.endpoint, options.source), emit)
    say(f"{result.image}   {result.digest}".rstrip())
    return ExitCode.SUCCESS
