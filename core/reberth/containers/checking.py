"""A Dockerfile looked through before gigabytes are uploaded: the classic builder reads it only after the last byte."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.containers.dockerfile import Instruction

_KNOWN = frozenset(
    {"ADD", "ARG"}
    | {"CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD"}
    | {"RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"}
)
_BUILDKIT = {"RUN": {"mount", "network", "security"}, "COPY": {"chmod", "link", "parents", "exclude"}, "ADD": {"chmod"}}
_HEREDOC = re.compile(r"(^|\s)<<-?['\"]?[A-Za-z_]\w*")
_PORT = re.compile(r"^(\d{1,5})(-\d{1,5})?(/(tcp|udp|sctp))?$", re.IGNORECASE)


def check_dockerfile(instructions: Iterable[Instruction]) -> None:
    """Raise what the engine would find, or would silently take for something else.

    Raises:
        ReberthError: ``build.dockerfile-empty``, ``build.dockerfile-syntax``, ``build.json-form-broken``,
            ``build.buildkit-only``, ``build.line-continued-at-end``.
    """
    before_from = True
    count = 0
    for count, item in enumerate(instructions, start=1):  # noqa: B007 - counted for the check below
        if item.keyword not in _KNOWN or not item.rest:
            raise _error("build.dockerfile-syntax", item)
        if item.keyword == "FROM":
            before_from = False
        elif before_from and item.keyword != "ARG":
            raise _error("build.dockerfile-syntax", item)
        _check_form(item)
    if not count or before_from:
        raise ReberthError("build.dockerfile-empty")


def _check_form(item: Instruction) -> None:
    """One instruction."""
    if item.joined:
        raise _error("build.line-continued-at-end", item)
    flags, rest = item.flags()
    heredoc = item.keyword in {"RUN", "COPY", "ADD"} and _HEREDOC.search(rest) and not rest.startswith("[")
    if _BUILDKIT.get(item.keyword, set()) & set(flags) or heredoc:
        raise _error("build.buildkit-only", item)
    # With single quotes the engine takes ['a', 'b'] for a command line and says nothing.
    listed = {"ENTRYPOINT", "CMD", "SHELL", "COPY", "ADD", "VOLUME"}
    if item.keyword == "HEALTHCHECK":
        command = rest.removeprefix("CMD").strip()
        broken = command.startswith("[") and item._replace(rest=command).words() is None
    else:
        broken = item.keyword in listed and item.words() is None
    if broken or (item.keyword == "SHELL" and not rest.startswith("[")):
        raise _error("build.json-form-broken", item)
    if item.keyword in {"COPY", "ADD"} and len(item.words() or ()) < 2:
        raise _error("build.dockerfile-syntax", item)
    if item.keyword == "EXPOSE" and "$" not in rest and not all(_PORT.match(word) for word in rest.split()):
        raise _error("build.dockerfile-syntax", item)


def sources(instructions: Iterable[Instruction]) -> list[tuple[Instruction, str]]:
    """What COPY and ADD take from the build context, with slashes and without a trailing one."""
    found = []
    for item in instructions:
        flags, _ = item.flags()
        if item.keyword not in {"COPY", "ADD"} or "from" in flags:
            continue
        places = [word.replace("\\", "/").lstrip("/") for word in (item.words() or [])[:-1] if "://" not in word]
        found += [(item, posixpath.normpath(place)) for place in places]
    return found


def check_sources(instructions: Iterable[Instruction], files: Iterable[str]) -> None:
    """Every file and folder that the Dockerfile copies is in the context.

    Raises:
        ReberthError: ``build.file-missing``.
    """
    known: set[str] = {"."}
    for path in files:
        place = path
        while place and place not in known:
            known.add(place)
            place = posixpath.dirname(place)
    for item, source in sources(instructions):
        if not any(sign in source for sign in "*?[$`") and source not in known:
            raise ReberthError("build.file-missing", line=item.line, file=source)


def _error(code: str, item: Instruction) -> ReberthError:
    """An error in an instruction."""
    return ReberthError(code, line=item.line, text=f"{item.keyword} {item.rest}".strip()[:200])
