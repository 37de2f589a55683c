"""``reberth compose up|down|ps``: a build folder's compose.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.cli.engine_output import add_endpoint, write_output
from reberth.cli.output import say, say_json
from reberth.jobs.perform import perform
from reberth.jobs.table import COMPOSE
from reberth.model.errors import ExitCode
from reberth.model.trial_requests import ComposeRequest

if TYPE_CHECKING:
    import argparse

    from reberth.cli.arguments import Commands
    from reberth.model.trial_requests import ComposeResult

_ACTIONS = {"up": "start the sites in the background", "down": "stop and remove them", "ps": "list the containers"}


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("compose", help="start and stop a build folder's compose.yaml")
    actions = parser.add_subparsers(dest="action", required=True, metavar="{up,down,ps}")
    for name, text in _ACTIONS.items():
        action = actions.add_parser(name, help=text)
        action.add_argument("folder", nargs="?", default=".", metavar="DIR", help="build folder (default: this one)")
        add_endpoint(action)
        action.add_argument("--json", action="store_true", help="the result as JSON")
        if name == "up":
            action.add_argument(
                "--isolation", default="", choices=("default", "process", "hyperv"), help="of the sites"
            )
            action.add_argument(
                "--image", default="", metavar="NAME", help="image of the sites, where it has another name"
            )
            action.add_argument("--wait", action="store_true", help="until every container is healthy")
        else:
            action.set_defaults(isolation="", wait=False, image="")
        action.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run Compose and list the containers."""
    request = ComposeRequest(
        options.action, options.folder, options.endpoint, options.isolation, options.wait, options.image
    )
    result = perform(COMPOSE, request, write_output)
    if options.json:
        say_json(result)
    else:
        show(result)
    return ExitCode.SUCCESS


def show(result: ComposeResult) -> None:
    """The project's containers."""
    say(f"{result.project}, containers: {len(result.containers)}")
    for item in result.containers:
        say(f"  {item.name}   {item.state} {item.health}   {' '.join(item.ports)}".rstrip())
