"""Where does a line of a build folder come from?"""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from reberth.model.errors import ReberthError
from reberth.model.evidence import Evidence
from reberth.rendering.evidence_file import PATH, EvidenceDocument


class ExplainRequest(Struct, frozen=True, omit_defaults=True):
    """A file of a build folder, or one line (1-based) of it."""

    folder: str
    file: str = "Dockerfile"
    line: int = 0


class ExplainedLine(Struct, frozen=True):
    """A line with its evidence; none for fixed text."""

    line: int
    text: str
    evidence: tuple[Evidence, ...]


def explain(request: ExplainRequest) -> tuple[ExplainedLine, ...]:
    """Read ``evidence.json`` and the file, and join them.

    Raises:
        ReberthError: ``output.no-evidence``, ``output.no-such-file``, ``output.no-such-line``.
    """
    folder = Path(request.folder)
    try:
        document = msgspec.json.decode((folder / PATH).read_bytes(), type=EvidenceDocument)
    except (OSError, msgspec.MsgspecError) as error:
        raise ReberthError("output.no-evidence", folder=request.folder) from error
    # As people on Windows write it.
    name = request.file.replace("\\", "/")
    try:
        if ".." in Path(name).parts or Path(name).is_absolute():
            raise FileNotFoundError
        lines = _lines((folder / name).read_bytes())
    except (OSError, UnicodeDecodeError) as error:
        raise ReberthError("output.no-such-file", file=request.file) from error
    if request.line > len(lines):
        raise ReberthError("output.no-such-line", file=request.file, lines=len(lines))
    steps = {item.line: item.steps for item in document.lines.get(name, ())}
    found = []
    for number, text in enumerate(lines, start=1):
        if request.line in {0, number}:
            places = [place for step in steps.get(number, ()) for place in document.steps.get(step, ())]
            found.append(ExplainedLine(number, text, tuple(dict.fromkeys(places))))
    return tuple(found)


def _lines(data: bytes) -> list[str]:
    """The lines of a generated file as evidence counts them: other separators are letters of a name.

    Raises:
        UnicodeDecodeError: It is none of ours, or not any more.
    """
    text = data.decode("utf-16" if data.startswith(b"\xff\xfe") else "utf-8-sig")
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]
