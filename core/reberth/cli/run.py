"""``reberth run``: a trial run of an image, or a command in it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reberth.cli.engine_output import add_endpoint, engine_progress, write_output
from reberth.cli.output import say, say_json
from reberth.cli.quantities import memory_of, pairs_of, ports_of
from reberth.jobs.perform import perform
from reberth.jobs.table import COMMAND, RUN
from reberth.jobs.verb import at
from reberth.model.engine_requests import RunRequest
from reberth.model.errors import ExitCode
from reberth_resources.catalogue import message, shown

if TYPE_CHECKING:
    import argparse

    from reberth.cli.arguments import Commands
    from reberth.model.engine import Probed
    from reberth.model.engine_requests import CommandResult, RunResult


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "run",
        help="start a container and ask each of its sites",
        description="Starts a container, waits until it is healthy and asks every binding of every site with its Host "
        "header. The container stays until `reberth stop` or `reberth rm`. With a COMMAND that runs instead, and the "
        "exit code is its own.",
    )
    add_endpoint(parser)
    parser.add_argument("--isolation", choices=("default", "process", "hyperv"), default="default")
    parser.add_argument(
        "-p", "--publish", action="append", default=[], metavar="[HOST:]PORT", help="host port 0 means a free one"
    )
    parser.add_argument("--name", default="", help="name of the container")
    parser.add_argument("-e", "--env", action="append", default=[], metavar="NAME=VALUE", help="variable")
    parser.add_argument("--env-file", default="", metavar="FILE", help="file of NAME=VALUE lines, such as .env")
    parser.add_argument("--cpus", type=float, default=0.0, metavar="N", help="how many processors it may use")
    parser.add_argument("--memory", default="", metavar="SIZE", help="memory it may use: 512m, 2g")
    parser.add_argument("--rm", action="store_true", help="remove the container when it ends")
    parser.add_argument(
        "--wait", type=float, default=180.0, metavar="SECONDS", help="how long it may take to get ready"
    )
    parser.add_argument(
        "--health-interval", type=float, default=5.0, metavar="SECONDS", help="time between two health checks"
    )
    parser.add_argument("--no-probes", action="store_true", help="start it, ask nothing")
    parser.add_argument("-i", "--interactive", action="store_true", help="lines of standard input go to the COMMAND")
    parser.add_argument("--json", action="store_true", help="the result as JSON")
    parser.add_argument("image", metavar="NAME [-- COMMAND ...]", help="image, and what runs instead of the sites")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run; 11 (trial) when a site did not answer well."""
    request = RunRequest(
        options.image,
        options.endpoint,
        options.isolation,
        ports_of(options.publish),
        options.name,
        pairs_of(options.env),
        options.env_file,
        options.cpus,
        memory_of(options.memory),
        options.rm,
        options.behind_dashes,
        (),
        options.wait,
        options.health_interval,
        options.no_probes,
    )
    if request.command:
        if not options.interactive:
            return perform(COMMAND, request, write_output).exit_code
        # A worker has no hold of the terminal.
        ended: CommandResult = at(COMMAND.call)(request, write_output, iter(sys.stdin.buffer.readline, b""))
        return ended.exit_code
    with engine_progress(quiet=options.json) as emit:
        result = perform(RUN, request, emit)
    if options.json:
        say_json(result)
    else:
        show(result)
    return ExitCode.TRIAL if any(item.code or item.status >= 400 for item in result.probes) else ExitCode.SUCCESS


def show(result: RunResult) -> None:
    """The container and the answers."""
    isolation = f", {result.isolation} isolation" if result.isolation else ""
    state = "healthy" if result.healthy else "runs"
    say(f"{result.name} ({result.container[:12]}): {state} after {result.seconds:.1f} s{isolation}")
    for inside, outside in result.ports:
        say(f"  port {inside} -> {outside} on the host")
    for item in result.probes:
        show_answer(item)


def show_answer(item: Probed) -> None:
    """One site's answer, with the explanation of a bad one."""
    status = str(item.status) if item.status else "no answer"
    host = f" [Host: {item.probe.host}]" if item.probe.host else ""
    title = f' "{item.title}"' if item.title else ""
    say(f"{item.probe.site}: {status} {item.url}{host} {item.seconds:.2f} s{title}")
    if item.certificate:
        say(f"  certificate: {item.certificate}")
    if item.code:
        words = message(item.code, item.params)
        say(f"  {words.sentence}\n  Why: {words.cause}\n  What to do: {words.action}")
    for line in item.details:
        say(f"  | {shown(line)}")
