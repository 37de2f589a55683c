"""Writes the pages that come from the program itself: ``docs/troubleshooting.md`` and ``docs/cli.md``.

Run by ``python3 dev.py docs``; a test compares the files with what is written here.
"""

from __future__ import annotations

import argparse
import re
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from reberth.cli.main import parser
from reberth.model.errors import ExitCode, ReberthError
from reberth_resources.catalogue import codes, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DOCS = Path(__file__).resolve().parent
_PLACE = re.compile(r"\{([a-z_]+)\}")
# Progress has names too; nothing is to be done about them.
_NOT_TROUBLE = ("phase",)
_FAULTS = ("internal", "job")
_GROUPS = {
    "advice": "Where an image can run",
    "application": "Files and settings of an application",
    "artifact": "Other things on the disks",
    "build": "Building the image",
    "cancelled": "Cancelled",
    "component": "Something that Reberth needs is missing",
    "doctor": "What reberth doctor finds",
    "engine": "The container engine",
    "filesystem": "Files and folders on the disks",
    "iis": "The IIS configuration",
    "internal": "Faults of Reberth",
    "job": "Worker processes",
    "migration": "Migration files",
    "output": "The build folder",
    "plan": "What becomes of what was found",
    "registry": "The server's registry",
    "rule": "Why this base image",
    "section": "Sections of the IIS configuration",
    "selection": "The choice of sites",
    "source": "Disk images",
    "trial": "Running and testing the container",
    "usage": "The command line",
    "windows": "Windows on the disks",
}
_KINDS = {
    ExitCode.SUCCESS: "done",
    ExitCode.INTERNAL: "a fault in Reberth, or one of its worker processes failed",
    ExitCode.USAGE: "wrong command line",
    ExitCode.SOURCE: "a disk, a file system or a migration file cannot be read",
    ExitCode.WINDOWS: "no Windows, or its registry cannot be read",
    ExitCode.CONFIGURATION: "the IIS configuration cannot be read",
    ExitCode.SELECTION: "the choice of sites does not fit the server",
    ExitCode.OUTPUT: "the output cannot be written",
    ExitCode.COMPONENT: "a component is missing",
    ExitCode.ENGINE: "the container engine: not there, refused, wrong mode",
    ExitCode.BUILD: "the build failed",
    ExitCode.TRIAL: "the container did not run as it should",
    ExitCode.CANCELLED: "cancelled",
}


def pages() -> dict[str, str]:
    """File names beside this one, and what they shall hold."""
    return {"cli.md": _page(_cli()), "troubleshooting.md": _page(_troubleshooting())}


def main() -> None:
    """Write them."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")


def _page(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _troubleshooting() -> Iterator[str]:
    """Each code with its words, by the code's first word."""
    yield "# Troubleshooting by error code"
    yield ""
    yield "<!-- Written by docs/generate.py from the message catalogue; do not edit. -->"
    yield ""
    yield "Every message of Reberth has a code such as `source.truncated`: the command line shows it in square"
    yield "brackets, the wizard in the details. Look it up here. Words in *italics* stand for names and numbers of your"
    yield "case. The exit code is that of a command which ends with this message; as a finding or a note the same code"
    yield "ends nothing."
    yield ""
    wanted = sorted(code for code in codes("en") if code.partition(".")[0] not in _NOT_TROUBLE)
    groups = [(word, list(items)) for word, items in groupby(wanted, lambda code: code.partition(".")[0])]
    for word, items in groups:
        yield f"- [{_GROUPS.get(word, word)}](#{_anchor(_GROUPS.get(word, word))}): `{word}.*`, {len(items)} message(s)"
    for word, items in groups:
        yield ""
        yield f"## {_GROUPS.get(word, word)}"
        yield ""
        code = ReberthError(f"{word}.").exit_code
        if code == ExitCode.INTERNAL and word not in _FAULTS:
            yield "Findings and notes; no command ends with one of these."
        else:
            yield f"Exit code {int(code)}: {_KINDS[code]}."
        for item in items:
            words = message(item, language="en")
            yield ""
            yield f"### `{item}`"
            yield ""
            yield f"**{_plain(words.sentence)}**"
            yield ""
            yield f"Why: {_plain(words.cause)}"
            yield ""
            yield f"What to do: {_plain(words.action)}"


def _anchor(title: str) -> str:
    """As GitHub makes it of a heading."""
    return re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")


def _plain(text: str) -> str:
    """Words of the catalogue in Markdown: nothing of them is a tag or emphasis, but places are in italics."""
    escaped = re.sub(r"([\\`*<>\[\]|])", r"\\\1", text)
    return _PLACE.sub(lambda place: f"*{place.group(1).replace('_', ' ')}*", escaped)


def _cli() -> Iterator[str]:
    """Each command with its arguments."""
    yield "# Commands"
    yield ""
    yield "<!-- Written by docs/generate.py from the argument parser; do not edit. -->"
    yield ""
    yield "Results go to standard output, progress and errors to standard error. Where a command has `--json`, an error"
    yield "is JSON on standard output too. `--language` (`en`, `de`; or the variable `REBERTH_LANGUAGE`) chooses the"
    yield "language of messages for every command; help and headings are English."
    yield ""
    yield "| exit code | meaning |"
    yield "|---|---|"
    yield from (f"| {int(code)} | {meaning} |" for code, meaning in _KINDS.items())
    yield ""
    yield "The codes behind them are explained in [troubleshooting.md](troubleshooting.md)."
    grammar = parser()
    yield from _commands(grammar, grammar.prog)


def _commands(grammar: argparse.ArgumentParser, name: str) -> Iterator[str]:
    """The commands below a parser, and theirs."""
    for action in grammar._actions:  # noqa: SLF001 - argparse shows its actions nowhere else
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}  # noqa: SLF001
            for word, below in sorted(action.choices.items()):
                yield from _command(below, f"{name} {word}", helps.get(word, ""))


def _command(grammar: argparse.ArgumentParser, name: str, summary: str) -> Iterator[str]:
    """One command."""
    shown = [
        action
        for action in grammar._actions  # noqa: SLF001
        if action.dest not in {"help", "language"} and action.help != argparse.SUPPRESS
    ]
    plain = [item for item in shown if not isinstance(item, argparse._SubParsersAction)]  # noqa: SLF001
    options = [item for item in plain if item.option_strings]
    words = [_positional(item) for item in plain if not item.option_strings]
    yield ""
    yield f"## `{name}`"
    yield ""
    yield f"{_sentence(_escaped(summary))}"
    yield ""
    yield "```"
    yield " ".join(
        [name, *words, *(["[options]"] if options else []), *(["COMMAND"] if len(plain) < len(shown) else [])]
    )
    yield "```"
    if plain:
        yield ""
        yield "| argument | meaning |"
        yield "|---|---|"
        yield from (f"| {_form(item)} | {_meaning(item)} |" for item in plain)
    yield from _commands(grammar, name)


def _positional(action: argparse.Action) -> str:
    """A positional argument as usage lines write it."""
    word = _metavar(action)
    if action.nargs in {"*", "?"}:
        return f"[{word}{' ...' if action.nargs == '*' else ''}]"
    return f"{word} ..." if action.nargs == "+" else word


def _metavar(action: argparse.Action) -> str:
    """What stands for the value."""
    if isinstance(action.metavar, str):
        return action.metavar
    return "{" + ",".join(map(str, action.choices)) + "}" if action.choices else action.dest.upper().replace("_", "-")


def _form(action: argparse.Action) -> str:
    """How the argument is written."""
    value = "" if action.nargs == 0 else f" {_metavar(action)}"
    forms = [f"{name}{value}" for name in action.option_strings] or [_metavar(action)]
    return ", ".join(f"`{form}`" for form in forms).replace("|", "\\|")


def _meaning(action: argparse.Action) -> str:
    """The help, and the default where it tells something."""
    text = _escaped((action.help or "").replace("%%", "%"))
    default = action.default
    if action.nargs != 0 and default not in (None, "", [], (), argparse.SUPPRESS) and str(default) not in text:
        text += f" (default: {default})"
    return (text + (" (required)" if action.option_strings and action.required else "")).strip()


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def _escaped(text: str) -> str:
    return re.sub(r"([<>|*])", r"\\\1", text)


if __name__ == "__main__":
    main()
