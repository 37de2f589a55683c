"""Entry point: arguments, errors, exit codes.

Every command and every worker begins here, so nothing is imported before it is needed: frozen, each module is one more
opening of a file.
"""

from __future__ import annotations

import contextlib
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from reberth import __version__
from reberth.host.console import prepare_streams, reader_is_gone
from reberth.jobs.command import OPTION
from reberth.model.errors import ExitCode, ReberthError
from reberth_resources.language import LANGUAGES, speak, wanted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

# Modules beside this one, each called like its command.
_COMMANDS = (
    *("scan", "sites", "artifacts", "check", "convert", "ls", "cat", "explain", "demo"),
    *("doctor", "build", "run", "logs", "top", "stop", "rm", "images", "push", "save", "replay", "compose"),
)


def parser(command: str = "") -> argparse.ArgumentParser:
    """The command line's grammar; of ``command`` alone where it is one, for then nothing else need be imported."""
    import argparse  # noqa: PLC0415 - a worker has no grammar

    grammar = argparse.ArgumentParser(
        prog="reberth",
        description="Moves IIS web sites from the disks of a powered-off Windows server into containers.",
    )
    grammar.add_argument("--version", action="version", version=f"reberth {__version__}")
    commands = grammar.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in (command,) if command in _COMMANDS else _COMMANDS:
        import_module(f"reberth.cli.{name}").add_parser(commands)
    for one in commands.choices.values():
        one.add_argument(
            "--language", choices=LANGUAGES, default="", help="language of messages; else REBERTH_LANGUAGE"
        )
    return grammar


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; see :class:`reberth.model.errors.ExitCode`."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given:
        parser().print_help(sys.stderr)
        return ExitCode.USAGE
    if given == ["--version"]:
        # The grammar knows it too, but half of the library comes with it.
        sys.stdout.write(f"reberth {__version__}\n")
        return ExitCode.SUCCESS
    # Options may stand behind the image's name; what comes after two dashes is another program's.
    end = given.index("--") if given[:1] == ["run"] and "--" in given else len(given)
    options = parser(given[0] if given else "").parse_args(given[:end])
    options.behind_dashes = tuple(given[end + 1 :])
    speak(wanted(options.language))
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except ReberthError as error:
        _tell(error, as_json=getattr(options, "json", False))
        return error.exit_code
    except KeyboardInterrupt:
        _tell(ReberthError("cancelled.by-user"), as_json=getattr(options, "json", False))
        return ExitCode.CANCELLED
    except OSError as error:
        if not reader_is_gone(error):
            raise
        # Whoever read our output has gone; nobody is left to tell.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.SUCCESS
    return code


def run() -> None:
    """The program: never a bare traceback, never a crash on a console that cannot show a letter."""
    prepare_streams()
    try:
        if sys.argv[1:] == [OPTION]:
            import_module("reberth.cli.worker").run()
        if sys.argv[1:2] == ["--selftest"]:
            sys.exit(import_module("reberth.cli.selftest").run(sys.argv[2:]))
        if sys.argv[1:] in (["--add-to-path"], ["--remove-from-path"]):
            sys.exit(import_module("reberth.cli.installing").run(sys.argv[1]))
        sys.exit(main())
    except KeyboardInterrupt:
        # Before or after the command itself.
        sys.exit(ExitCode.CANCELLED)
    except Exception as error:  # noqa: BLE001 - the last resort: written down whole and said in words
        import traceback  # noqa: PLC0415 - hardly ever

        from reberth.jobs.crash import write_crash  # noqa: PLC0415

        file = write_crash(traceback.format_exc())
        _tell(ReberthError("internal.unexpected", error=type(error).__name__, file=file), as_json=False)
        sys.exit(ExitCode.INTERNAL)


def _tell(error: ReberthError, *, as_json: bool) -> None:
    """Show an error: what happened, why, what to do."""
    from reberth_resources.catalogue import message  # noqa: PLC0415 - a command that goes well says nothing

    words = message(error.code, error.params)
    if as_json:
        from reberth.jobs.protocol import encode  # noqa: PLC0415 - half of the time that --version takes

        body = {"error": error.code, "params": error.params, **words._asdict(), "exit_code": int(error.exit_code)}
        sys.stdout.write(encode(body).decode() + "\n")
    lines = [f"Error: {words.sentence}", f"Why: {words.cause}", f"What to do: {words.action}", f"[{error.code}]"]
    sys.stderr.write("\n".join(line for line in lines if not line.endswith(": ")) + "\n")


if __name__ == "__main__":
    run()
