"""Events of a Windows container as ``wevtutil qe /f:RenderedXml`` writes them (schema of [MS-EVEN6] 2.2.13)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 1 << 20
_EVENT = re.compile(r"<Event\b.*?</Event>", re.DOTALL)
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Who speaks of web sites; everything else in an event log is noise here.
_SPEAKERS = ("asp.net", "iis", "was", "w3svc", "microsoft-windows-iis", "microsoft-windows-was", ".net runtime")
_MORE = ("application error", "active server pages", "microsoft-windows-httpservice", "php")


class EventRecord(Struct, frozen=True):
    """One event: who wrote it, its number (without qualifiers), when (as written), and its message."""

    provider: str
    number: int
    when: str
    message: str


def read_events(output: str) -> tuple[EventRecord, ...]:
    """Events of web server and run-time in the order of the output; what is not well formed is passed over.

    Args:
        output: ``Event`` elements one after the other, without a root.
    """
    return tuple(event for event in _events(output[:_MOST]) if event.provider.lower().startswith((*_SPEAKERS, *_MORE)))


def _events(output: str) -> Iterator[EventRecord]:
    """All events that can be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    for match in _EVENT.finditer(output):
        try:
            root = etree.fromstring(_ILLEGAL.sub("", match.group()), parser)
        except etree.XMLSyntaxError:
            continue
        provider = root.find("{*}System/{*}Provider")
        number = root.findtext("{*}System/{*}EventID", "")
        created = root.find("{*}System/{*}TimeCreated")
        data = " ".join(item.text.strip() for item in root.iterfind("{*}EventData/{*}Data") if item.text)
        yield EventRecord(
            provider="" if provider is None else provider.get("Name", ""),
            number=int(number) & 0xFFFF if number.isascii() and number.isdigit() and len(number) < 11 else 0,
            when="" if created is None else created.get("SystemTime", ""),
            message=(root.findtext("{*}RenderingInfo/{*}Message", "") or data).strip(),
        )
