"""``reberth build``: an image from disks or from a build folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reberth.cli.arguments import add_letters, add_selection, letters_of, selection_of
from reberth.cli.documents import document_of
from reberth.cli.engine_output import add_endpoint, engine_progress
from reberth.cli.output import say, say_json
from reberth.cli.quantities import pairs_of
from reberth.jobs.perform import perform
from reberth.jobs.table import BUILD
from reberth.migration.requests import build_request
from reberth.model.engine_requests import BuildRequest
from reberth.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from reberth.cli.arguments import Commands
    from reberth.migration.document import Migration
    from reberth.model.engine_requests import BuildResult


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "build",
        help="build an image from disks or from a build folder",
        description="Builds an image. From disk images the files stream into the engine, with no copy here.",
    )
    parser.add_argument(
        "source",
        nargs="+",
        metavar="IMAGE|DIR",
        help="the server's disks, one build folder, or a migration document (*.reberth)",
    )
    parser.add_argument("--wim-index", default="", metavar="N", help="index or name of the image in a WIM file")
    add_letters(parser)
    add_selection(parser)
    add_endpoint(parser)
    parser.add_argument("-t", "--tag", action="append", default=[], metavar="NAME[:TAG]", help="name of the image")
    parser.add_argument(
        "--isolation",
        choices=("default", "process", "hyperv"),
        default="default",
        help="of the containers in which the RUN steps run",
    )
    parser.add_argument("--build-arg", action="append", default=[], metavar="NAME=VALUE", help="value of an ARG")
    parser.add_argument("--base-image-tar", default="", metavar="FILE", help="load the base image from a tar first")
    parser.add_argument("--registry", default="", metavar="HOST[/PATH]", help="pull base images from this mirror")
    parser.add_argument(
        "--target", default="", metavar="NAME", help="where containers shall run, for advice: see reberth doctor --help"
    )
    parser.add_argument("--pull", action="store_true", help="look for a newer base image")
    parser.add_argument("--installers", default="", metavar="DIR", help="folder with the installers of add-ons")
    parser.add_argument("--save-context", default="", metavar="DIR", help="write the build folder here as well")
    parser.add_argument("--json", action="store_true", help="the result as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build and tell what came of it."""
    document = document_of(options.source, options)
    request = _of_document(document, options) if document is not None else _request(options)
    with engine_progress(quiet=options.json) as emit:
        result = perform(BUILD, request, emit)
    if options.json:
        say_json(result)
    else:
        show(result)
    return ExitCode.SUCCESS


def _request(options: argparse.Namespace) -> BuildRequest:
    """The build of disks or of a folder."""
    folder = _folder(options.source)
    return BuildRequest(
        () if folder else tuple(options.source),
        folder,
        selection_of(options),
        options.wim_index,
        letters_of(options),
        options.endpoint,
        tuple(options.tag),
        options.isolation,
        pairs_of(options.build_arg),
        options.base_image_tar,
        options.pull,
        options.installers,
        options.save_context,
        registry=options.registry,
        target=options.target,
    )


def _of_document(document: Migration, options: argparse.Namespace) -> BuildRequest:
    """The build of a migration; what names neither content nor choices may still be said on the command line."""
    request = build_request(document)
    return msgspec.structs.replace(
        request,
        endpoint=options.endpoint or request.endpoint,
        tags=tuple(options.tag) or request.tags,
        isolation=options.isolation if options.isolation != "default" else request.isolation,
        build_args=pairs_of(options.build_arg),
        base_image_tar=options.base_image_tar,
        pull=options.pull,
        installers=options.installers,
        save_context=options.save_context,
        registry=options.registry,
        target=options.target,
    )


def show(result: BuildResult) -> None:
    """The image and how to try it."""
    say(f"{result.image_id}   {', '.join(result.tags)}   steps: {result.steps}, {result.seconds:.1f} s")
    for probe in result.probes:
        host = f" for {probe.host}" if probe.host else ""
        say(f"  {probe.site}: {probe.scheme} on port {probe.port}{host}")
    say(f"Next: reberth run {result.tags[0]}")


def _folder(sources: list[str]) -> str:
    """The source if it is one build folder: a folder with a Dockerfile; a server's folder has none."""
    only = sources[0] if len(sources) == 1 else ""
    return only if only and (Path(only) / "Dockerfile").is_file() else ""
