"""The readiness list as a file: JSON for programs, HTML for people. The same input gives the same bytes."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import msgspec

from reberth_resources.catalogue import message, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reberth.model.remark import Remark

_SCHEMA = "reberth.readiness.1"
_STYLE = (
    "body{font:15px/1.45 'Segoe UI',sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1a1a1a}"
    "h2{border-bottom:1px solid #767676}article{margin:1em 0}h3{font-size:1em;margin:0}p{margin:.2em 0}"
    "code{overflow-wrap:anywhere}.accepted{border-left:4px solid #767676;padding-left:.6em}"
    "@media(prefers-color-scheme:dark){body{background:#1b1b1b;color:#f0f0f0}}"
)


def readiness_json(server: str, remarks: Iterable[Remark], language: str = "") -> bytes:
    """All remarks with their words.

    Args:
        server: Name of the server.
        remarks: In the order to be kept.
        language: Of the words.
    """
    lines = []
    for item in remarks:
        words = message(item.code, item.params, language) if item.code else None
        fields = msgspec.to_builtins(item)
        if words is not None:
            fields |= {"sentence": words.sentence, "cause": words.cause, "action": words.action}
        lines.append(fields)
    data = {"schema": _SCHEMA, "server": server, "remarks": lines}
    return msgspec.json.format(msgspec.json.encode(data, order="deterministic"), indent=2) + b"\n"


def readiness_html(
    server: str, remarks: Iterable[Remark], titles: Mapping[str, str], headline: str, language: str = "en"
) -> bytes:
    """All remarks as a page without scripts or outside parts.

    Args:
        server: Name of the server.
        remarks: In the order to be kept.
        titles: Heading of each weight, and ``accepted``, the word before a reason.
        headline: The page's title.
        language: Of the words.
    """
    return "\n".join(_page(shown(server), tuple(remarks), titles, headline, language)).encode() + b"\n"


def _page(
    server: str, remarks: tuple[Remark, ...], titles: Mapping[str, str], headline: str, language: str
) -> Iterator[str]:
    title = html.escape(f"{headline}: {server}")
    yield f'<!DOCTYPE html>\n<html lang="{html.escape(language)}"><head><meta charset="utf-8">'
    yield f"<title>{title}</title><style>{_STYLE}</style></head><body><h1>{title}</h1>"
    for weight, heading in titles.items():
        mine = [item for item in remarks if item.weight == weight]
        if mine:
            yield f"<h2>{html.escape(heading)} ({len(mine)})</h2>"
            for item in mine:
                yield from _article(item, titles, language)
    yield "</body></html>"


def _article(item: Remark, titles: Mapping[str, str], language: str) -> Iterator[str]:
    name = html.escape(shown(f"{item.kind}: {item.subject}" if item.subject else item.kind))
    if not item.code:
        yield f"<p>{name}</p>"
        return
    words = message(item.code, item.params, language)
    yield f"<article{' class=accepted' if item.accepted else ''}><h3>{html.escape(words.sentence)}</h3>"
    yield from (f"<p>{html.escape(text)}</p>" for text in (words.cause, words.action) if text)
    yield f"<p>{name} <small>{html.escape(item.code)}</small></p>"
    for place in item.evidence:
        line = f":{place.line}" if place.line else ""
        yield f"<p><code>{html.escape(shown(f'{place.source}{line} {place.location}'.strip()))}</code></p>"
    if item.accepted:
        yield f"<p>{html.escape(titles.get('accepted', ''))} {html.escape(shown(item.accepted))}</p>"
    yield "</article>"
