"""``reberth check``: what needs attention before an image is made?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.cli.arguments import Commands, add_images, add_letters, add_selection, letters_of, selection_of
from reberth.cli.documents import document_of
from reberth.cli.output import progress, say
from reberth.jobs.perform import perform
from reberth.jobs.table import CHECK
from reberth.migration.remarks import open_remarks, remarks
from reberth.migration.requests import check_request
from reberth.model.errors import ExitCode
from reberth.model.requests import CheckRequest
from reberth.rendering.readiness_report import readiness_json
from reberth_resources.catalogue import message

if TYPE_CHECKING:
    import argparse

    from reberth.model.remark import Remark, Weight

_TITLES: tuple[tuple[Weight, str], ...] = (
    ("blocker", "Cannot work"),
    ("action", "To be decided"),
    ("info", "Worth knowing"),
)
_MOST = 100


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("check", help="show what needs attention before an image is made")
    add_images(parser)
    add_letters(parser)
    add_selection(parser)
    parser.add_argument("--json", action="store_true", help="the report as JSON, as the wizard exports it")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Look and tell. Findings are no errors: the command ends well however many there are."""
    document = document_of(options.image, options)
    if document is not None:
        request = check_request(document)
    else:
        request = CheckRequest(tuple(options.image), selection_of(options), options.wim_index, letters_of(options))
    with progress() as emit:
        result = perform(CHECK, request, emit)
    found = remarks(result.findings, result.outcomes, document.accepted if document is not None else ())
    if options.json:
        say(readiness_json(result.server, found).decode().rstrip())
    else:
        show(result.server, found)
    return ExitCode.SUCCESS


def show(server: str, found: tuple[Remark, ...]) -> None:
    """The report for people, heaviest first; what is simply carried over is only counted."""
    passed = sum(item.weight == "passed" for item in found)
    say(f"{server or '(no name)'}: {open_remarks(found)} open, {len(found)} in all, {passed} carried over as they are")
    for weight, title in _TITLES:
        mine = [item for item in found if item.weight == weight]
        if mine:
            say()
            say(f"{title} ({len(mine)})")
        for item in mine[:_MOST]:
            _one(item)
        if len(mine) > _MOST:
            say(f"  ... and {len(mine) - _MOST} more (all of them with --json)")


def _one(item: Remark) -> None:
    """One remark: what, about what, what to do, where it was seen first."""
    words = message(item.code, item.params)
    about = "" if item.kind == "finding" else f"{item.kind} "
    say(f"  {about}{item.subject}: {words.sentence}" if about + item.subject else f"  {words.sentence}")
    if item.accepted:
        say(f"      Accepted: {item.accepted}")
        return
    say(f"      {words.action}")
    for place in item.evidence[:1]:
        line = f", line {place.line}" if place.line else ""
        say(f"      seen in {place.source}{line}")
