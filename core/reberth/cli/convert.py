"""``reberth convert``: from disk images to a build folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.cli import explain
from reberth.cli.arguments import Commands, add_images, add_letters, add_selection, letters_of, selection_of
from reberth.cli.documents import document_of
from reberth.cli.output import progress, say, say_json, size_of
from reberth.jobs.perform import perform
from reberth.jobs.table import CONVERT
from reberth.migration.requests import convert_request
from reberth.model.errors import ExitCode
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.model.requests import ConvertRequest
from reberth_resources.catalogue import message

if TYPE_CHECKING:
    import argparse

    from reberth.model.requests import ConvertResult

_MOST = 25


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("convert", help="write a build folder for the sites of a server")
    add_images(parser)
    add_letters(parser)
    parser.add_argument("-o", "--output", required=True, metavar="DIR", help="build folder to write")
    add_selection(parser)
    parser.add_argument("--force", action="store_true", help="replace a build folder that Reberth wrote before")
    parser.add_argument("--explain", action="store_true", help="show each Dockerfile line with its evidence")
    parser.add_argument("--json", action="store_true", help="the result as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Convert and tell what was done."""
    document = document_of(options.image, options)
    if document is not None:
        request = convert_request(document, options.output, force=options.force)
    else:
        request = ConvertRequest(
            tuple(options.image),
            options.output,
            selection_of(options),
            options.wim_index,
            letters_of(options),
            options.force,
        )
    with progress() as emit:
        result = perform(CONVERT, request, emit)
    if options.json:
        show_json(result)
        return ExitCode.SUCCESS
    show(result)
    if options.explain:
        say()
        explain.show(result.folder, "Dockerfile")
    return ExitCode.SUCCESS


def show_json(result: ConvertResult) -> None:
    """The result for machines."""
    say_json(
        {
            "folder": result.folder,
            "files": result.files,
            "bytes": result.bytes,
            "plan": result.plan,
            "findings": result.findings,
        }
    )


def show(result: ConvertResult) -> None:
    """What was written, and what is still to do."""
    plan = result.plan
    reason = message(plan.base.code, plan.base.params).sentence
    written = f"{result.files:,} content files, {size_of(result.bytes)}, {len(result.written)} generated files"
    say(f"{result.folder}: {written}")
    say(f"Base image: {plan.base.reference}")
    say(f"  {reason}")
    for root in plan.contents:
        say(f"  {root.name}  ->  {root.target}   files: {root.files:,}, {size_of(root.bytes)}")
    carried = sum(isinstance(item, CarriedOver) for item in plan.outcomes)
    left = [item for item in plan.outcomes if isinstance(item, LeftOut)]
    undecided = [item for item in plan.outcomes if isinstance(item, Undecided)]
    say(f"Carried over: {carried}   to be decided: {len(undecided)}   left out: {len(left)}   (all in outcomes.md)")
    for item in undecided[:_MOST]:
        words = message(item.code, item.params)
        say(f"  {item.kind} {item.name}: {words.sentence} {words.action}".rstrip())
    if len(undecided) > _MOST:
        say(f"  ... and {len(undecided) - _MOST} more")
    _findings(result)
    if plan.secrets:
        names = ", ".join(item.variable for item in plan.secrets[:_MOST])
        say(f"Values the container needs ({len(plan.secrets)}, see .env.example): {names}")
    say("Next: README.md in that folder says how to build and run it.")


def _findings(result: ConvertResult) -> None:
    """What cannot work, and how much there is to read."""
    if result.findings:
        open_ones = sum(item.severity != "info" for item in result.findings)
        say(f"Findings: {len(result.findings)}, {open_ones} of them to be decided (reberth check shows all of them)")
    for item in result.findings:
        if item.severity == "blocker":
            say(f"  {item.subject + ': ' if item.subject else ''}{message(item.code, item.params).sentence}")
