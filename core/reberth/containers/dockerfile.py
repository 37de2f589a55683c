"""A Dockerfile's instructions with their lines, as the engine's classic builder splits them.

Follows moby's ``frontend/dockerfile/parser``: directives only at the very top, the escape sign at a line's end joins
lines, comment lines and empty lines inside an instruction vanish.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIRECTIVE = re.compile(r"^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$")
_FLAG = re.compile(r"^--([a-z-]+)(?:=(\S*))?\s*")
_SERVER = "io.reberth.server="
_WORDS = msgspec.json.Decoder(list[str])


class Instruction(NamedTuple):
    """One instruction.

    Attributes:
        line: Where it begins, 1-based.
        keyword: In capitals: ``COPY``.
        rest: What follows the keyword, lines joined.
        joined: Whether its last line asks for one more that is not there.
    """

    line: int
    keyword: str
    rest: str
    joined: bool = False

    def flags(self) -> tuple[list[str], str]:
        """Names of the leading ``--flags``, and what follows them."""
        names, rest = [], self.rest
        while match := _FLAG.match(rest):
            names.append(match[1])
            rest = rest[match.end() :]
        return names, rest

    def words(self) -> list[str] | None:
        """The arguments after the flags: of the JSON form, else split at blanks; None for a broken JSON form."""
        rest = self.flags()[1]
        if rest.lstrip().startswith("["):
            try:
                return _WORDS.decode(rest)
            except msgspec.DecodeError:
                return None
        return rest.split()


def read_dockerfile(data: bytes) -> list[Instruction]:
    """Split a Dockerfile.

    Raises:
        ReberthError: ``build.dockerfile-not-utf8``.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReberthError("build.dockerfile-not-utf8", offset=error.start) from error
    lines = text.splitlines()
    escape = _escape(lines)
    found: list[Instruction] = []
    start, pieces = 0, list[str]()
    for number, line in enumerate(lines, start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        start = start or number
        body = line.rstrip()
        joined = body.endswith(escape)
        pieces.append(body[:-1] if joined else body)
        if not joined:
            found.append(_instruction(start, pieces))
            start, pieces = 0, []
    if pieces:
        found.append(_instruction(start, pieces)._replace(joined=True))
    return found


def server_of(instructions: Iterable[Instruction]) -> str:
    """The server that a generated Dockerfile names in its label, "" for any other Dockerfile."""
    for item in instructions:
        if item.keyword == "LABEL" and item.rest.startswith(_SERVER):
            return item.rest.removeprefix(_SERVER).strip('"')
    return ""


def _escape(lines: list[str]) -> str:
    """The escape sign: from a directive, which only counts above everything else."""
    for line in lines:
        match = _DIRECTIVE.match(line)
        if match is None:
            break
        if match[1].lower() == "escape" and match[2] in {"\\", "`"}:
            return match[2]
    return "\\"


def _instruction(line: int, pieces: list[str]) -> Instruction:
    """Keyword and rest."""
    keyword, _, rest = "".join(pieces).strip().partition(" ")
    return Instruction(line, keyword.upper(), rest.strip())
