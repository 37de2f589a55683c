"""A small reader of PowerShell: enough to see that quotes and brackets close, and what stands outside of strings."""

from __future__ import annotations

_PAIRS = {")": "(", "}": "{", "]": "["}


def code_of(script: str) -> str:
    """The script without comments and with empty strings, once all quotes and brackets are seen to close.

    Raises:
        ValueError: Something does not close; with the line.
    """
    code, _ = _read(script, 0, "")
    return code


def _read(text: str, place: int, until: str) -> tuple[str, int]:
    """Code up to the bracket ``until`` that ends it (or the end of the text)."""
    code = ""
    while place < len(text):
        letter = text[place]
        if letter == "#" and (not code or code[-1] in " \t\n;{("):
            place = text.find("\n", place) if "\n" in text[place:] else len(text)
            continue
        if letter == "`":
            code += text[place : place + 2]
            place += 2
        elif letter == "'":
            place = _single(text, place)
            code += "''"
        elif letter == '"':
            inner, place = _double(text, place)
            code += f'"{inner}"'
        elif letter in _PAIRS.values():
            closer = next(key for key, opener in _PAIRS.items() if opener == letter)
            inner, place = _read(text, place + 1, closer)
            code += f"{letter}{inner}{closer}"
        elif letter in _PAIRS:
            if letter != until:
                raise ValueError(f"line {_line(text, place)}: {letter} where {until or 'nothing'} was open")
            return code, place + 1
        else:
            code += letter
            place += 1
    if until:
        raise ValueError(f"{until} is missing")
    return code, place


def _single(text: str, place: int) -> int:
    """Behind a single-quoted string."""
    start = place
    place += 1
    while True:
        place = text.find("'", place)
        if place < 0:
            raise ValueError(f"line {_line(text, start)}: ' is not closed")
        if text[place : place + 2] != "''":
            return place + 1
        place += 2


def _double(text: str, place: int) -> tuple[str, int]:
    """The expressions of a double-quoted string, and the place behind it."""
    start = place
    place += 1
    inner = ""
    while place < len(text):
        if text[place] == "`":
            place += 2
        elif text[place : place + 2] == "$(":
            expression, place = _read(text, place + 2, ")")
            inner += f"$({expression})"
        elif text[place] == '"':
            return inner, place + 1
        else:
            place += 1
    raise ValueError(f'line {_line(text, start)}: " is not closed')


def _line(text: str, place: int) -> int:
    """1-based line of a place."""
    return text.count("\n", 0, place) + 1
