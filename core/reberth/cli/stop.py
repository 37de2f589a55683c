"""``reberth stop``: stop containers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.cli.engine_output import add_endpoint
from reberth.cli.output import progress, say, say_json
from reberth.cli.quantities import count_of
from reberth.jobs.perform import perform
from reberth.jobs.table import STOP
from reberth.model.engine_requests import StopRequest
from reberth.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from reberth.cli.arguments import Commands


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("stop", help="stop containers")
    add_endpoint(parser)
    parser.add_argument("container", nargs="+", metavar="NAME", help="name or id of a container")
    parser.add_argument(
        "--grace", type=count_of, default=30, metavar="SECONDS", help="end it after so long (default 30)"
    )
    parser.add_argument("--json", action="store_true", help="the result as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Stop them."""
    with progress() as emit:
        result = perform(STOP, StopRequest(tuple(options.container), options.endpoint, options.grace), emit)
    if options.json:
        say_json(result)
        return ExitCode.SUCCESS
    for name in result.containers:
        say(f"{name}: stopped")
    return ExitCode.SUCCESS
