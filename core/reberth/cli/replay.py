"""``reberth replay``: the old server's own log, asked of the container."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.cli.arguments import Commands, add_images, add_letters
from reberth.cli.documents import disks_of
from reberth.cli.engine_output import add_endpoint
from reberth.cli.output import progress, say, say_json
from reberth.cli.quantities import count_of
from reberth.jobs.perform import perform
from reberth.jobs.table import REPLAY
from reberth.model.errors import ExitCode
from reberth.model.trial_requests import ReplayRequest

if TYPE_CHECKING:
    import argparse

    from reberth.model.trial_requests import ReplayResult

_MOST = 200


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "replay",
        help="send the GETs of the old server's logs to a container and compare",
        description="Sends every distinct GET of the old server's own IIS logs to the container and shows where the "
        "status differs. Only GETs are sent, without any sign-in; still, think of what the application's database is.",
    )
    add_images(parser)
    add_letters(parser)
    parser.add_argument("--container", "--name", required=True, metavar="NAME", help="id or name of the container")
    add_endpoint(parser)
    parser.add_argument("--site", action="append", default=[], metavar="SITE", help="only this site; several times")
    parser.add_argument(
        "--limit", type=count_of, default=1000, metavar="N", help="at most N different URLs (default 1000)"
    )
    parser.add_argument("--json", action="store_true", help="the result as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compare; 11 (trial) when something that worked does not work any more."""
    disks = disks_of(options.image, options)
    request = ReplayRequest(
        disks.paths,
        options.container,
        options.endpoint or (disks.document.endpoint if disks.document is not None else ""),
        disks.wim_image,
        disks.letters,
        tuple(options.site),
        options.limit,
    )
    with progress() as emit:
        result = perform(REPLAY, request, emit)
    if options.json:
        say_json(result)
    else:
        show(result)
    return ExitCode.TRIAL if any(item.worse for item in result.differences) else ExitCode.SUCCESS


def show(result: ReplayResult) -> None:
    """What was asked and what differs."""
    say(f"log files: {result.files:,}, requests in them: {result.lines:,}, can be asked again: {result.gets:,}")
    differ = len(result.differences)
    say(f"different URLs: {result.distinct:,}, asked: {result.asked:,}, answered otherwise: {differ:,}")
    for number, words in (
        (result.others, "not asked: POST and other methods, and answers to conditional requests"),
        (result.signed_in, "not asked: the visitor had signed in"),
        (result.unreachable, "not asked: sites or ports that the container does not have"),
        (result.beyond, "not asked: too long, or too many different ones"),
        (result.unreadable, "could not be read"),
    ):
        if number:
            say(f"  {number:,} {words}")
    for item in result.differences[:_MOST]:
        old = f"{item.old}.{item.old_substatus}" if item.old_substatus > 0 else str(item.old)
        mark = "WORSE" if item.worse else "other"
        say(f"  {mark}  {old} -> {item.new or 'no answer'}   {item.url}   ({item.site}, {item.count:,}x, {item.when})")
    if len(result.differences) > _MOST:
        say(f"  ... and {len(result.differences) - _MOST:,} more (all with --json)")
