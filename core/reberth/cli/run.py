"""``reberth run``: a trial run of an image, or a command in it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reberth.cli.documents import image_of
from reberth.cli.engine_output import add_endpoint, engine_progress, write_output
from reberth.cli.output import say, say_json
from reberth.cli.quantities import amount_of, memory_of, pairs_of, ports_of
from reberth.jobs.perform import perform
from reberth.jobs.table import COMMAND, RUN
from reberth.jobs.verb import at
from reberth.model.engine_requests import RunRequest
from reberth.model.errors import ExitCode
from reberth_resources.catalogue import message, shown

if TYPE_CHECKING:
    import argparse

    from reberth.cli.arguments import Commands
    from reberth.migration.document import RunSettings
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
    parser.add_argument(
        "--isolation",
        choices=("default", "process", "hyperv"),
        default="default",
        help="process shares the host's kernel, hyperv is a machine of its own; default leaves it to the engine",
    )
    parser.add_argument(
        "-p", "--publish", action="append", default=[], metavar="[HOST:]PORT", help="host port 0 means a free one"
    )
    parser.add_argument("--name", default="", help="name of the container")
    parser.add_argument(
        "-e", "--env", action="append", default=[], metavar="NAME=VALUE", help="environment variable; several times too"
    )
    parser.add_argument("--env-file", default="", metavar="FILE", help="file of NAME=VALUE lines, such as .env")
    parser.add_argument("--cpus", type=amount_of, default=0.0, metavar="N", help="how many processors it may use")
    parser.add_argument("--memory", default="", metavar="SIZE", help="memory it may use: 512m, 2g")
    parser.add_argument("--rm", action="store_true", help="remove the container when it ends")
    parser.add_argument(
        "--wait", type=amount_of, default=180.0, metavar="SECONDS", help="how long it may take to get ready"
    )
    parser.add_argument(
        "--health-interval", type=amount_of, default=5.0, metavar="SECONDS", help="time between two health checks"
    )
    parser.add_argument("--no-probes", action="store_true", help="start it, ask nothing")
    parser.add_argument("-i", "--interactive", action="store_true", help="lines of standard input go to the COMMAND")
    parser.add_argument(
        "--json", action="store_true", help="the result as JSON; not with a COMMAND, whose output it is"
    )
    parser.add_argument(
        "image",
        metavar="NAME [-- COMMAND ...]",
        help="image, and what runs instead of the sites; or a migration document (*.reberth) with its settings",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run; 11 (trial) when a site did not answer well."""
    named = image_of(options.image, options.endpoint)
    request = _request(options, named.image, named.endpoint)
    if named.document is not None:
        request = _with_settings(request, named.document.run)
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


def _request(options: argparse.Namespace, image: str, endpoint: str) -> RunRequest:
    """What the command line says."""
    return RunRequest(
        image,
        endpoint,
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


def _with_settings(given: RunRequest, settings: RunSettings) -> RunRequest:
    """The settings of a migration's test run; what the command line says goes before."""
    return replace(
        given,
        isolation=settings.isolation if given.isolation == "default" else given.isolation,
        ports=given.ports or ports_of(list(settings.ports)),
        environment=(*settings.environment, *given.environment),
        cpus=given.cpus or settings.cpus,
        memory=given.memory or memory_of(settings.memory),
    )


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
