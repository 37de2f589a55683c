"""``reberth doctor``: is the engine fit for the work, and where will its images run?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.cli.engine_output import add_endpoint
from reberth.cli.output import progress, say, say_json
from reberth.jobs.perform import perform
from reberth.jobs.table import DOCTOR
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
    parser.add_argument("--windows", default="ltsc2022", help="base version: ltsc2016, ltsc2019, ltsc2022, ltsc2025")
    parser.add_argument("--isolation", choices=("default", "process", "hyperv"), default="default")
    parser.add_argument(
        "-p", "--port", action="append", type=int, default=[], metavar="PORT", help="port of the host to look at"
    )
    parser.add_argument("--json", action="store_true", help="the result as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Examine; 9 (engine) where a line is red."""
    request = DoctorRequest(
        options.endpoint,
        options.target,
        tuple(options.base_image),
        options.windows,
        tuple(options.port) or DoctorRequest().ports,
        options.isolation,
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
    say("Nothing stands in the way." if result.ready else f"{bad} thing(s) stand in the way.")
