"""``reberth doctor``: is the engine fit for the work, and where will its images run?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reberth.cli.engine_output import add_endpoint
from reberth.cli.output import progress, say, say_json
from reberth.cli.quantities import port_of
from reberth.jobs.perform import perform
from reberth.jobs.table import DOCTOR
from reberth.migration.document import Migration, load
from reberth.model.engine_requests import DoctorRequest
from reberth.model.errors import ExitCode
from reberth_resources.catalogue import message

if TYPE_CHECKING:
    import argparse

    from reberth.cli.arguments import Commands
    from reberth.model.engine_requests import DoctorResult

_MARKS = {"good": "ok", "warning": "!!", "bad": "NO", "unknown": "??"}


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "doctor",
        help="look the engine over, and say where images will run",
        description="Checks the engine and the machine behind it, and says which base images run there under which "
        "isolation, before anything is pulled. Each line that is not well names the command or click that mends it. "
        "The exit code is 0 when nothing stands in the way, else 9.",
    )
    parser.add_argument(
        "migration",
        nargs="?",
        default="",
        metavar="MIGRATION",
        help="a migration document (*.reberth): its engine, target, base image and isolation, unless said otherwise",
    )
    add_endpoint(parser)
    parser.add_argument(
        "--target",
        default="",
        metavar="NAME",
        help="where the containers shall run, if not here: server2022, windows11-24h2, windows11-26200, "
        "aks-windows2022 ...",
    )
    parser.add_argument(
        "--base-image", action="append", default=[], metavar="REF", help="base image that will be needed"
    )
    parser.add_argument("--windows", default="", help="base version: ltsc2016, ltsc2019, ltsc2022 (default), ltsc2025")
    parser.add_argument(
        "--isolation",
        choices=("default", "process", "hyperv"),
        default="",
        help="what the containers will be asked for",
    )
    parser.add_argument(
        "-p", "--port", action="append", type=port_of, default=[], metavar="PORT", help="port of the host to look at"
    )
    parser.add_argument("--json", action="store_true", help="the result as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Examine; 9 (engine) where a line is red."""
    known = Migration("") if not options.migration else load(Path(options.migration))
    request = DoctorRequest(
        options.endpoint or known.endpoint,
        options.target or known.target,
        tuple(options.base_image) or ((known.selection.base_image,) if known.selection.base_image else ()),
        options.windows or known.selection.windows,
        tuple(options.port) or DoctorRequest().ports,
        options.isolation or known.run.isolation,
    )
    with progress() as emit:
        result = perform(DOCTOR, request, emit)
    if options.json:
        say_json(result)
    else:
        show(result)
    return ExitCode.SUCCESS if result.ready else ExitCode.ENGINE


def show(result: DoctorResult) -> None:
    """One line for each check; below those that are not well, why and what to do."""
    for check in result.checks:
        words = message(check.code, check.params)
        say(f"{_MARKS[check.state]}  {words.sentence}")
        if check.state != "good":
            say(f"      Why: {words.cause}\n      What to do: {words.action}")
    bad = sum(check.state == "bad" for check in result.checks)
    say("Nothing stands in the way." if result.ready else f"Things that stand in the way: {bad}.")
