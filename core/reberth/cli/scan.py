"""``reberth scan``: what is on these disks?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.cli.arguments import Commands, add_artifacts, add_images, add_letters
from reberth.cli.documents import disks_of
from reberth.cli.output import progress, say, say_json, size_of
from reberth.jobs.perform import perform
from reberth.jobs.table import SCAN
from reberth.model.errors import ExitCode
from reberth.model.record_facts import facts
from reberth.model.requests import ScanRequest
from reberth_resources.catalogue import message

if TYPE_CHECKING:
    import argparse

    from reberth.model.inventory import Inventory

_MOST = 40
_MOST_FACTS = 5


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("scan", help="show the server on these disks")
    add_images(parser)
    add_letters(parser)
    add_artifacts(parser)
    parser.add_argument("--json", action="store_true", help="the whole inventory as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Scan and show."""
    disks = disks_of(options.image, options)
    artifacts = tuple(options.artifact)
    if disks.document is not None:
        artifacts = artifacts or disks.document.selection.artifacts
    request = ScanRequest(disks.paths, disks.wim_image, disks.letters, artifacts)
    with progress() as emit:
        inventory = perform(SCAN, request, emit)
    if options.json:
        say_json(inventory)
    else:
        show(inventory)
    return ExitCode.SUCCESS


def show(inventory: Inventory) -> None:
    """The server's card."""
    windows = inventory.windows
    build = f"{windows.build}.{windows.revision}" if windows.revision else str(windows.build)
    name = windows.computer_name or "(no name)"
    say(f"{name}   {windows.product_name or 'Windows'}   build {build}   {windows.architecture}")
    iis = f"IIS {windows.iis_version}" if inventory.iis is not None else "IIS is not installed"
    dotnet = ", ".join(item.version for item in windows.dotnet) or "none"
    say(f"{iis}   .NET Framework: {dotnet}   time zone: {windows.time_zone or '?'}")
    say()
    say("Disks")
    for source in inventory.sources:
        size = size_of(source.size) if source.size else ""
        say(f"  {source.id:<8} {source.name}   {source.format}   {size}   {source.detail}".rstrip())
        if source.parents:
            older = f"; older checkpoints left out: {', '.join(source.older)}" if source.older else ""
            say(f"           on top of {', '.join(source.parents)}{older}")
    for volume in inventory.volumes:
        letter = f"{volume.letter}:" if volume.letter else "-"
        size = size_of(volume.size) if volume.size else ""
        say(f"    {letter:<3} {volume.id:<18} {volume.file_system:<8} {size:>12}   {volume.label}".rstrip())
    if inventory.iis is not None:
        say()
        say(f"Sites ({len(inventory.iis.sites)})")
        for site in inventory.iis.sites[:_MOST]:
            bindings = ", ".join(f"{item.protocol} {item.information}" for item in site.bindings)
            directories = sum(len(item.virtual_directories) for item in site.applications)
            say(f"  {site.name}   {bindings}")
            say(f"      applications: {len(site.applications)}, virtual directories: {directories}")
        if len(inventory.iis.sites) > _MOST:
            say(f"  ... and {len(inventory.iis.sites) - _MOST} more")
    _artifacts(inventory)
    if inventory.findings:
        say()
        say(f"Findings ({len(inventory.findings)})")
        for finding in inventory.findings[:_MOST]:
            words = message(finding.code, finding.params)
            say(f"  [{finding.severity}] {finding.subject + ': ' if finding.subject else ''}{words.sentence}")
            if words.action:
                say(f"      {words.action}")


def _artifacts(inventory: Inventory) -> None:
    """Everything else that was looked for."""
    for kind in inventory.kinds:
        records = [item for item in inventory.artifacts if item.kind == kind]
        say()
        say(f"{kind} ({len(records)})")
        for item in records[:_MOST]:
            told = ", ".join(f"{name}: {value}" for name, value in facts(item)[:_MOST_FACTS])
            say(f"  {item.name}   {told}".rstrip())
        if len(records) > _MOST:
            say(f"  ... and {len(records) - _MOST} more")
