"""``reberth sites``: the tree of sites, applications and virtual directories, as ``--site`` names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.cli.arguments import Commands, add_images, add_letters
from reberth.cli.documents import disks_of
from reberth.cli.output import progress, say, say_json
from reberth.jobs.perform import perform
from reberth.jobs.table import SCAN
from reberth.model.errors import ExitCode, ReberthError
from reberth.model.requests import ScanRequest
from reberth_resources.catalogue import message

if TYPE_CHECKING:
    import argparse


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("sites", help="list sites, applications and virtual directories")
    add_images(parser)
    add_letters(parser)
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Scan and list."""
    disks = disks_of(options.image, options)
    request = ScanRequest(disks.paths, disks.wim_image, disks.letters)
    with progress() as emit:
        inventory = perform(SCAN, request, emit)
    if inventory.iis is None:
        raise ReberthError("iis.not-installed", product=inventory.windows.product_name or "Windows")
    if options.json:
        say_json(inventory.iis.sites)
        return ExitCode.SUCCESS
    for site in inventory.iis.sites:
        say(f"{site.name}   {', '.join(f'{item.protocol} {item.information}' for item in site.bindings)}")
        for application in site.applications:
            base = f"{site.name}{application.path.rstrip('/')}"
            say(f"  {base}   pool {application.pool}")
            for directory in application.virtual_directories:
                problem = f"   ({message(directory.problem, {}).cause})" if directory.problem else ""
                say(f"    {base}{directory.path.rstrip('/')}   {directory.physical_path}{problem}")
    return ExitCode.SUCCESS
