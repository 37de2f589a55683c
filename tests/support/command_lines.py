"""Models of who takes command lines apart: the Docker builder's word expansion, cmd.exe, and the C runtime."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def expand_word(text: str, escape: str = "`", environment: Mapping[str, str] | None = None) -> str:
    """What the builder makes of a word of COPY or LABEL (shell/lex.go of BuildKit, ``processStopOn``).

    Quotes go, the escape character makes the next one literal, ``$NAME`` is replaced.

    Raises:
        ValueError: A quote is not closed.
    """
    result = ""
    quote = ""
    place = 0
    while place < len(text):
        letter = text[place]
        place += 1
        if quote == "'":
            quote, result = ("", result) if letter == "'" else (quote, result + letter)
        elif letter == escape and place < len(text) and (not quote or text[place] in f'"${escape}'):
            result += text[place]
            place += 1
        elif letter in {'"', "'"} and quote in {"", letter} and not (quote and letter == "'"):
            quote = "" if quote else letter
        elif letter == "$":
            start = place
            while place < len(text) and (text[place].isalnum() or text[place] == "_"):
                place += 1
            result += (environment or {}).get(text[start:place], "")
        else:
            result += letter
    if quote:
        raise ValueError(f"unexpected end of statement while looking for matching {quote}")
    return result


def crt_arguments(line: str) -> list[str]:
    """Arguments as the Microsoft C runtime takes them from a command line ("Parsing C++ command-line arguments")."""
    arguments: list[str] = []
    place = 0
    while place < len(line):
        while place < len(line) and line[place] in " \t":
            place += 1
        if place == len(line):
            break
        current, quoted = "", False
        while place < len(line) and (quoted or line[place] not in " \t"):
            slashes = 0
            while place < len(line) and line[place] == "\\":
                slashes += 1
                place += 1
            if place < len(line) and line[place] == '"':
                current += "\\" * (slashes // 2)
                place += 1
                if slashes % 2:
                    current += '"'
                elif quoted and line[place : place + 1] == '"':
                    current += '"'
                    place += 1
                else:
                    quoted = not quoted
                continue
            current += "\\" * slashes
            if place < len(line) and (quoted or line[place] not in " \t"):
                current += line[place]
                place += 1
        arguments.append(current)
    return arguments


def crt_line(arguments: list[str]) -> str:
    """The engine's command line for an exec form (Go's ``syscall.EscapeArg``)."""
    return " ".join(map(_escaped, arguments))


def _escaped(argument: str) -> str:
    if argument and not any(letter in ' \t"' for letter in argument):
        return argument
    result, slashes = "", 0
    for letter in argument:
        slashes = slashes + 1 if letter == "\\" else 0
        if letter == '"':
            before = len(result) - len(result.rstrip("\\"))
            result += "\\" * before + '\\"'
        else:
            result += letter
    return f'"{result}{chr(92) * slashes}"'


def cmd_runs(line: str) -> str:
    """The command line that ``cmd /S /C <line>`` starts; only for lines that cmd itself changes nothing in.

    Raises:
        ValueError: There is a letter in it that means something to cmd.
    """
    special = sorted({letter for letter in line if letter in '&|<>^%!()"\r\n'})
    if special:
        raise ValueError(f"cmd would act on {special}")
    return line
