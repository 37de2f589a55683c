"""What a line of code is made of: words to colour, found line by line without a window."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = Literal["keyword", "string", "comment", "number"]
Language = Literal["dockerfile", "xml", "yaml", "json", "env", "script", "text"]


class Token(NamedTuple):
    """A piece of a line: where it begins, how long it is, what it is."""

    start: int
    length: int
    kind: Kind


class Line(NamedTuple):
    """The tokens of a line, and the state in which the next one begins."""

    tokens: tuple[Token, ...]
    state: int = 0


_BY_SUFFIX: dict[str, Language] = {
    **dict.fromkeys((".xslt", ".xml", ".config"), "xml"),
    **dict.fromkeys((".yaml", ".yml"), "yaml"),
    **dict.fromkeys((".ps1", ".cmd", ".bat"), "script"),
    ".json": "json",
}
_DIRECTIVE = re.compile(r"^#\s*escape\s*=\s*(\S)\s*$", re.IGNORECASE)
_INSTRUCTION = re.compile(r"^\s*([A-Za-z]+)(?=\s|$)")
_FLAG = re.compile(r"--[a-z-]+(?==|\s)")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?|\'[^\']*\'?')
_NUMBER = re.compile(r"(?<![\w./\\:-])\d+(?:\.\d+)*[smhkKgGmMbB]?(?![\w./\\:-])")
_TAG = re.compile(r"</?[\w:.-]*|/?>|\?>|<\?[\w-]*")
_ATTRIBUTE = re.compile(r"[\w:.-]+(?=\s*=)")
_KEY = re.compile(r"^\s*(?:-\s+)*([^\s:#\"'][^:#\"']*)(?=:(?:\s|$))")
# Possessive: a string that is no key is not tried again letter by letter.
_JSON_KEY = re.compile(r'"(?:[^"\\]|\\.)*+"(?=\s*:)')
_VARIABLE = re.compile(r"\$[A-Za-z_]\w*|%\w+%|\$\{[^}]*\}")
_SCRIPT_WORD = re.compile(
    r"\b(?:if|else|elseif|foreach|for|while|switch|function|param|return|throw|try|catch|finally|exit|in|goto|call|set"
    r"|echo|not|exist|errorlevel)\b",
    re.IGNORECASE,
)
# States of a Dockerfile: bit 0 for a line that goes on, bit 1 for the backtick as the sign for that.
_GOES_ON, _BACKTICK = 1, 2
# States of XML.
_IN_COMMENT, _IN_TAG = 1, 2


def language_of(path: str) -> Language:
    """The language of a generated file, by its name."""
    name = path.rpartition("/")[2].lower()
    if name == "dockerfile":
        return "dockerfile"
    if name.startswith(".env") or name.endswith(".env"):
        return "env"
    return _BY_SUFFIX.get(name[name.rfind(".") :] if "." in name else "", "text")


def read_line(language: Language, text: str, state: int = 0) -> Line:
    """The tokens of one line.

    Args:
        language: Of the text.
        text: The line without its end.
        state: As the line before left it, 0 for the first.
    """
    return _READERS[language](text, max(state, 0))


def _dockerfile(text: str, state: int) -> Line:
    directive = _DIRECTIVE.match(text)
    if directive:
        return Line((Token(0, len(text), "comment"),), _BACKTICK if directive[1] == "`" else 0)
    if text.lstrip().startswith("#"):
        return Line((Token(0, len(text), "comment"),), state)
    found = _matches(text, (_STRING, "string"), (_FLAG, "number"), (_NUMBER, "number"))
    instruction = None if state & _GOES_ON else _INSTRUCTION.match(text)
    if instruction:
        found = (Token(instruction.start(1), len(instruction[1]), "keyword"), *found)
    sign = "`" if state & _BACKTICK else "\\"
    goes_on = text.rstrip().endswith(sign) or (not text.strip() and state & _GOES_ON)
    return Line(found, state & _BACKTICK | (_GOES_ON if goes_on else 0))


def _xml(text: str, state: int) -> Line:
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        if state == _IN_COMMENT:
            end = text.find("-->", place)
            stop = len(text) if end < 0 else end + 3
            tokens.append(Token(place, stop - place, "comment"))
            place, state = stop, _IN_COMMENT if end < 0 else 0
        elif state == _IN_TAG:
            end = _end_of_tag(text, place)
            stop = len(text) if end < 0 else end + 1
            inside = _matches(text[place:stop], (_STRING, "string"), (_ATTRIBUTE, "number"), (_TAG, "keyword"))
            tokens += [item._replace(start=item.start + place) for item in inside]
            place, state = stop, _IN_TAG if end < 0 else 0
        else:
            start = text.find("<", place)
            if start < 0:
                break
            place, state = start, _IN_COMMENT if text.startswith("<!--", start) else _IN_TAG
    return Line(tuple(tokens), state)


def _end_of_tag(text: str, place: int) -> int:
    """Where the tag's ``>`` stands, outside of strings; -1 for in a later line."""
    quote = ""
    for number, letter in enumerate(text[place:], start=place):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == ">":
            return number
    return -1


def _yaml(text: str, _state: int) -> Line:
    body, comment = _comment(text, "#")
    key = _KEY.match(body)
    found = _matches(body, (_STRING, "string"), (_VARIABLE, "number"), (_NUMBER, "number"))
    keys = (Token(key.start(1), len(key[1].rstrip()), "keyword"),) if key else ()
    return Line((*keys, *found, *comment))


def _json(text: str, _state: int) -> Line:
    return Line(_matches(text, (_JSON_KEY, "keyword"), (_STRING, "string"), (_NUMBER, "number")))


def _env(text: str, _state: int) -> Line:
    if text.lstrip().startswith("#"):
        return Line((Token(0, len(text), "comment"),))
    name, sign, value = text.partition("=")
    return Line((Token(0, len(name), "keyword"), Token(len(name) + 1, len(value), "string")) if sign else ())


def _script(text: str, _state: int) -> Line:
    bare = text.lstrip().lower()
    if bare.startswith(("#", "rem ", "::", "@rem ")):
        return Line((Token(0, len(text), "comment"),))
    body, comment = _comment(text, "#")
    return Line((*_matches(body, (_STRING, "string"), (_VARIABLE, "number"), (_SCRIPT_WORD, "keyword")), *comment))


def _text(_text: str, _state: int) -> Line:
    return Line(())


def _comment(text: str, sign: str) -> tuple[str, tuple[Token, ...]]:
    """The line before a comment at its end, and the comment; one that stands in quotes is none."""
    quote = ""
    for number, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == sign and (number == 0 or text[number - 1].isspace()):
            return text[:number], (Token(number, len(text) - number, "comment"),)
    return text, ()


def _matches(text: str, *patterns: tuple[re.Pattern[str], Kind]) -> tuple[Token, ...]:
    """What the patterns find; a place belongs to the first that takes it."""
    found: list[Token] = []
    for pattern, kind in patterns:
        for match in pattern.finditer(text):
            start, end = match.span()
            if end > start and not any(start < item.start + item.length and item.start < end for item in found):
                found.append(Token(start, end - start, kind))
    return tuple(found)


_READERS: dict[Language, Callable[[str, int], Line]] = {
    "dockerfile": _dockerfile,
    "xml": _xml,
    "yaml": _yaml,
    "json": _json,
    "env": _env,
    "script": _script,
    "text": _text,
}
