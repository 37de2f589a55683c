"""The distinct GETs of the old server's logs, each with the status that it last had."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from reberth.model.engine import Probe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reberth.containers.iis_log import LogEntry

_MOST = 200_000
_MAX_TARGET = 1 << 14
_MAX_LATEST = 32
# Every printable letter of ASCII but the blank may stand in a logged query, for it is as the browser sent it.
_AS_SENT = "".join(map(chr, range(0x21, 0x7F)))
_PATH = "/!$&'()*,:;=@~"
# Classic ASP writes the error of a failed script behind the query: |12|800a000d|Type_mismatch
_ASP_ERROR = re.compile(r"\|(?:-|[0-9]{1,9})\|[0-9a-fA-F]{1,8}\|.*$")
# Answers to what the browser had in its cache, or to a part it asked for: a request without those says nothing.
_CONDITIONAL = frozenset({412, 416})


class OldRequest(Struct, frozen=True):
    """A request as the old server had it.

    Attributes:
        probe: Site and binding to ask; its path is the target to send.
        status, substatus: The newest answer (substatus -1 unknown).
        when: Of the newest answer, as logged (UTC).
        count: How often it was asked.
    """

    probe: Probe
    status: int
    substatus: int
    when: str
    count: int


class OldRequests:
    """Collects requests from any number of log lines in bounded memory.

    Attributes:
        gets: Lines taken in.
        others: Lines with another method: they are never sent.
        signed_in: Requests of visitors who had signed in; without their sign-in the answer would be another.
        unreachable: Requests on a site or port that the container does not have.
        beyond: Lines whose target is too long, or new ones after 200,000 distinct ones.
    """

    def __init__(self, probes: Iterable[Probe]) -> None:
        """``probes`` are the bindings that the container has."""
        self.gets = self.others = self.signed_in = self.unreachable = self.beyond = 0
        self._found: dict[Probe, OldRequest] = {}
        self._probes: dict[str, list[Probe]] = {}
        for probe in probes:
            self._probes.setdefault(probe.site, []).append(probe)

    def add(self, site: str, entry: LogEntry) -> None:
        """Take in a line of a site's log."""
        if entry.method.upper() != "GET":
            self.others += 1
        elif entry.user:
            self.signed_in += 1
        elif entry.status in _CONDITIONAL:
            self.others += 1
        else:
            self._get(site, entry)

    def _get(self, site: str, entry: LogEntry) -> None:
        """Take in a GET that can be sent again."""
        binding = _binding(self._probes.get(site, ()), entry)
        if binding is None:
            self.unreachable += 1
            return
        target = target_of(entry)
        key = replace(binding, path=target)
        before = self._found.get(key)
        if len(target) > _MAX_TARGET or (before is None and len(self._found) >= _MOST):
            self.beyond += 1
            return
        self.gets += 1
        when = entry.when[:_MAX_LATEST]
        if before is not None and before.when > when:
            self._found[key] = OldRequest(key, before.status, before.substatus, before.when, before.count + 1)
        else:
            count = 1 if before is None else before.count + 1
            self._found[key] = OldRequest(key, entry.status, entry.substatus, when, count)

    def chosen(self, limit: int) -> list[OldRequest]:
        """At most ``limit`` requests, those first that were asked most often, then the newest."""
        newest = sorted(self._found.values(), key=lambda item: item.when, reverse=True)
        return sorted(newest, key=lambda item: -item.count)[:limit]

    @property
    def distinct(self) -> int:
        """How many different requests were seen."""
        return len(self._found)


def target_of(entry: LogEntry) -> str:
    """Path and query to send. IIS logs the path decoded, a blank as ``+``, and the query as it came."""
    path = quote(entry.path.replace("+", " "), safe=_PATH)
    query = quote(_ASP_ERROR.sub("", entry.query), safe=_AS_SENT)
    path = path if path.startswith("/") else f"/{path}"
    return f"{path}?{query}" if query else path


def _binding(probes: Sequence[Probe], entry: LogEntry) -> Probe | None:
    """The binding that took a request: by port, then by the Host header where that was logged."""
    mine = [item for item in probes if entry.port in {0, item.port}]
    named = [item for item in mine if entry.host and item.host.lower() == entry.host.lower()]
    return next(iter(named or mine), None)
