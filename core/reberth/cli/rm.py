"""``reberth rm``: remove what Reberth made on an engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reberth.cli.documents import is_document
from reberth.cli.engine_output import add_endpoint, engine_progress
from reberth.cli.output import say, say_json
from reberth.jobs.perform import perform
from reberth.jobs.table import REMOVE
from reberth.migration.document import load
from reberth.model.engine_requests import RemoveRequest
from reberth.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from reberth.cli.arguments import Commands


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "rm",
        help="remove containers or images of Reberth's",
        description="Removes containers, running or not, or images. Only containers that Reberth started and images "
        "that it built are touched.",
    )
    add_endpoint(parser)
    parser.add_argument("name", nargs="*", metavar="NAME", help="name or id of a container, or of an image")
    parser.add_argument("--all", action="store_true", help="every container that Reberth started")
    parser.add_argument("--images", action="store_true", help="images; with --all containers and images")
    parser.add_argument(
        "--migration", default="", metavar="ID|FILE", help="with --all: only those of one migration, by id or document"
    )
    parser.add_argument("--json", action="store_true", help="the result as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Remove and tell what is gone."""
    migration, endpoint = options.migration, options.endpoint
    if is_document(migration):
        document = load(Path(migration))
        migration, endpoint = document.id, endpoint or document.endpoint
    request = RemoveRequest(tuple(options.name), endpoint, options.all, options.images, migration)
    with engine_progress(quiet=options.json) as emit:
        result = perform(REMOVE, request, emit)
    if options.json:
        say_json(result)
        return ExitCode.SUCCESS
    for item in result.containers:
        say(f"container {item[:12]}: removed")
    for item in result.images:
        say(f"image {item.removeprefix('sha256:')[:12]}: removed")
    if not result.containers and not result.images:
        say("Nothing of Reberth's is there.")
    return ExitCode.SUCCESS
