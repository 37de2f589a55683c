"""``reberth ls``: list a folder of the offline server."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from reberth.cli.arguments import Commands, add_images
from reberth.cli.documents import disks_of
from reberth.cli.output import progress, say, say_json
from reberth.jobs.perform import perform
from reberth.jobs.table import LIST
from reberth.model.errors import ExitCode
from reberth.model.requests import ListedEntry, ListRequest

if TYPE_CHECKING:
    import argparse


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("ls", help="list a folder of the server")
    add_images(parser)
    parser.add_argument("path", metavar="PATH", help=r"C:\inetpub or disk0.partition2:\inetpub")
    parser.add_argument("-r", "--recursive", action="store_true", help="with everything below")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """List."""
    entries: list[ListedEntry] = []
    disks = disks_of(options.image, options)
    request = ListRequest(disks.paths, options.path, disks.wim_image, options.recursive)
    with progress() as emit:
        perform(LIST, request, emit, entries.append)
    if options.json:
        say_json(entries)
        return ExitCode.SUCCESS
    for entry in entries:
        size = "<DIR>" if entry.directory else f"{entry.size:,}"
        when = dt.datetime.fromtimestamp(max(entry.modified, 0) // 10**9, tz=dt.UTC)
        target = f"  -> {entry.target}" if entry.target else ""
        say(f"{when:%Y-%m-%d %H:%M}  {size:>15}  {entry.path}{target}")
    return ExitCode.SUCCESS
