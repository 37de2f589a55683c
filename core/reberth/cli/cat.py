"""``reberth cat``: write a file of the offline server to standard output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reberth.cli.arguments import Commands, add_images
from reberth.cli.documents import disks_of
from reberth.cli.output import progress
from reberth.jobs.perform import perform
from reberth.jobs.table import READ
from reberth.model.errors import ExitCode
from reberth.model.requests import ReadRequest

if TYPE_CHECKING:
    import argparse


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("cat", help="write a file of the server to standard output")
    add_images(parser)
    parser.add_argument("path", metavar="PATH", help=r"C:\inetpub\wwwroot\web.config")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Copy the file's bytes to stdout."""

    def write(data: bytes) -> None:
        sys.stdout.buffer.write(data)

    disks = disks_of(options.image, options)
    request = ReadRequest(disks.paths, options.path, disks.wim_image)
    with progress() as emit:
        perform(READ, request, emit, write)
    sys.stdout.buffer.flush()
    return ExitCode.SUCCESS
