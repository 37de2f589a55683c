"""URL reservations of http.sys (``netsh http show urlacl``): who may listen where without being an administrator."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.model.evidence import Evidence
from reberth.model.plan import Undecided
from reberth.model.sids import sid_name
from reberth.model.system_records import HttpSysReservation
from reberth.windows.access import explicit_entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.artifacts.server import OfflineServer

_RESERVATIONS = r"Services\HTTP\Parameters\UrlAclInfo"
# Those that Windows makes for its own services: discovery, remote management, remote desktop, media sharing, and what
# has a number for a name.
_OF_WINDOWS = re.compile(
    r"""(?ix) ^https?://[+*]:
    (?: (?:5357|5358|2869)/$ | \d+/wsman/ | \d+/rdp/ | 1024[357]/WMPNSSv4/ | 10246/MDEServer/ | 10247/apps/
      | \d+/Temporary_Listen_Addresses/ | \d+/(?:sra_)?\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?/$ )"""
)
_URL = re.compile(r"(?i)^https?://[^\x00-\x20]+$")
# SYSTEM and the administrators may listen anywhere.
_NEED_NONE = frozenset({"S-1-5-18", "S-1-5-32-544"})
_MOST = 500


def discover_reservations(server: OfflineServer) -> Iterator[HttpSysReservation]:
    """Reservations that somebody made; each value is named by its URL and holds a security descriptor."""
    key = server.control(_RESERVATIONS)
    for number, value in enumerate(key.values() if key is not None else ()):
        if number >= _MOST or not _URL.match(value.name) or _OF_WINDOWS.match(value.name):
            continue
        entries = [item for item in explicit_entries(value.data) if item.allow]
        if entries and all(item.sid in _NEED_NONE for item in entries):
            continue
        accounts = dict.fromkeys(sid_name(item.sid) or item.sid for item in entries)
        place = (Evidence("registry", value.key, value.name),)
        yield HttpSysReservation(kind="Tls", name=value.name, account=", ".join(accounts), evidence=place)


def fate_of(record: HttpSysReservation) -> Undecided:
    """Only a program that runs as somebody else than an administrator needs it, which nobody can see from here."""
    params: dict[str, str | int] = {"name": record.name, "accounts": record.account or "?"}
    return Undecided("URL reservation", record.name, "artifact.url-reservation", params, record.evidence)
