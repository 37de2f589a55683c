"""``reberth top``: what runs in a container, and whether the host sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.cli.engine_output import add_endpoint
from reberth.cli.output import progress, say, say_json, size_of
from reberth.jobs.perform import perform
from reberth.jobs.table import PROCESSES
from reberth.model.engine_requests import ProcessesRequest
from reberth.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from reberth.cli.arguments import Commands


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("top", help="show a container's processes and whether the host sees them")
    add_endpoint(parser)
    parser.add_argument("container", metavar="NAME", help="name or id of the container")
    parser.add_argument("--json", action="store_true", help="the result as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show a table."""
    with progress() as emit:
        result = perform(PROCESSES, ProcessesRequest(options.container, options.endpoint), emit)
    if options.json:
        say_json(result)
        return ExitCode.SUCCESS
    table = (result.processes.titles, *result.processes.rows)
    widths = [max(len(row[column]) for row in table) for column in range(len(result.processes.titles))]
    for row in table:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    usage = result.usage
    limit = f" of {size_of(usage.limit)}" if usage.limit else ""
    say(f"Processor: {usage.cpu:.1f} %   memory: {size_of(usage.memory)}{limit}")
    say(_on_host(result.processes.on_host, len(result.processes.rows), result.isolation))
    return ExitCode.SUCCESS


def _on_host(seen: int, count: int, isolation: str) -> str:
    """What the host's own task list says about the isolation."""
    mode = f" ({isolation} isolation)" if isolation else ""
    if seen < 0:
        return f"The engine is on another machine: whether that shows these processes cannot be seen from here{mode}."
    if seen:
        return f"{seen} of {count} processes are in this machine's own task list{mode}: they share its kernel."
    return (
        f"None of the {count} processes is in this machine's own task list{mode}: they run in a machine of their own."
    )
