"""``reberth artifacts``: what Reberth can find on a server, and what carrying it over means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.cli.output import say, say_json
from reberth.model.errors import ExitCode
from reberth.verbs.artifacts import artifact_kinds
from reberth_resources.catalogue import message

if TYPE_CHECKING:
    import argparse

    from reberth.cli.arguments import Commands


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("artifacts", help="explain the kinds of things that --artifact takes")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Explain each kind."""
    told = [(kind.name, message(kind.code)) for kind in artifact_kinds()]
    if options.json:
        say_json([{"name": name, **words._asdict()} for name, words in told])
        return ExitCode.SUCCESS
    for name, words in told:
        say(name)
        say(f"  {words.sentence}")
        say(f"  {words.cause}")
        say(f"  {words.action}")
    return ExitCode.SUCCESS
