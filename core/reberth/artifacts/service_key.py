"""Windows services as the registry holds them ([MS-SCMR] 3.1.1)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reberth.model.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.artifacts.server import OfflineServer
    from reberth.registry.hive import Key

_MOST_SERVICES = 5_000
_WIN32 = 0x30
_STARTS = {0: "boot", 1: "system", 2: "automatic", 3: "manual", 4: "disabled"}
# Without an ending the path goes on over blanks as long as folders follow.
_BARE = re.compile(r"^[A-Za-z]:\\(?:[^:\\\"/]+\\)*[^\s:\\\"/]+(?=\s|$)")
_UNQUOTED = re.compile(r"(?i)^(.*?\.(?:exe|com|bat|cmd))(?:\s|$)")


class ServiceKey(NamedTuple):
    """A service that runs programs (drivers are none): its key, program, and the rest of its command line."""

    key: Key
    name: str
    program: str
    arguments: tuple[str, ...]
    start: str

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where its program stands."""
        return (Evidence("registry", self.key.path, "ImagePath"),)


def services(server: OfflineServer) -> Iterator[ServiceKey]:
    """All services of the control set that run a program."""
    root = server.control("Services")
    for number, key in enumerate(root.subkeys() if root is not None else ()):
        if number >= _MOST_SERVICES:
            return
        path = key.text("ImagePath")
        if not path or not (key.integer("Type") or 0) & _WIN32:
            continue
        program, rest = split_command(server.expand(path))
        yield ServiceKey(
            key, key.name, server.system_path(program), words(rest), _STARTS.get(key.integer("Start") or 0, "")
        )


def split_command(text: str) -> tuple[str, str]:
    """Program and the rest of a command line; a path with blanks need not stand in quotes."""
    text = text.strip()
    if text.startswith('"'):
        program, _, rest = text[1:].partition('"')
        return program, rest.strip()
    match = _UNQUOTED.match(text) or _BARE.match(text)
    if match:
        return match.group().strip(), text[match.end() :].strip()
    program, _, rest = text.partition(" ")
    return program, rest.strip()


def words(text: str) -> tuple[str, ...]:
    """The words of a command line, quotes taken off."""
    return tuple(quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', text[:8192]))
