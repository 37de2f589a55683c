"""``reberth logs``: what a container writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.cli.engine_output import add_endpoint, write_output
from reberth.cli.quantities import count_of
from reberth.jobs.perform import perform
from reberth.jobs.table import LOGS
from reberth.model.engine_requests import LogsRequest
from reberth.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from reberth.cli.arguments import Commands


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("logs", help="show what a container writes")
    add_endpoint(parser)
    parser.add_argument("container", metavar="NAME", help="name or id of the container")
    parser.add_argument("-f", "--follow", action="store_true", help="wait for more until it ends")
    parser.add_argument("--tail", type=count_of, default=0, metavar="N", help="only the last N lines that are there")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Copy the lines to where the container wrote them: standard output or error."""
    perform(LOGS, LogsRequest(options.container, options.endpoint, options.follow, options.tail), write_output)
    return ExitCode.SUCCESS
