"""``reberth images``: images that Reberth built."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reberth.cli.engine_output import add_endpoint
from reberth.cli.output import progress, say, say_json, size_of
from reberth.jobs.perform import perform
from reberth.jobs.table import IMAGES
from reberth.model.engine_requests import ImagesRequest
from reberth.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from reberth.cli.arguments import Commands


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("images", help="list the images that Reberth built")
    add_endpoint(parser)
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """List them."""
    with progress() as emit:
        found = perform(IMAGES, ImagesRequest(options.endpoint), emit).images
    if options.json:
        say_json(found)
        return ExitCode.SUCCESS
    for item in found:
        when = datetime.fromtimestamp(item.created, tz=UTC).strftime("%Y-%m-%d %H:%M")
        name = ", ".join(item.tags) or "(no name)"
        say(f"{name}   {item.id.removeprefix('sha256:')[:12]}   {size_of(item.size)}   {when} UTC   {item.migration}")
    if not found:
        say("Reberth has built no image on this engine.")
    return ExitCode.SUCCESS
