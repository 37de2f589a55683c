"""The page with which IIS or ASP.NET explains an error to a browser on the same machine.

IIS 7 and later send it to local requests only (``errorMode="DetailedLocalOnly"``), in the server's language: what is
read here are numbers, paths and the layout, words only where ASP.NET writes its own comment for programmers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 1 << 20
_MOST_TEXT = 1 << 16
# The link to Microsoft's page at the foot of IIS's: status, substatus, error code, Windows build.
_LINK = re.compile(r"IIS70Error=([0-9]{3}),([0-9]{1,3}),0x([0-9a-fA-F]{8})")
# Names of encodings, not of Python's other codecs (unicode_escape, idna ...).
_CHARSET = re.compile(
    rb"""charset\s{0,5}=\s{0,5}["']?((?:windows-|iso-8859-|cp|koi8-|gb|big5|shift_jis|euc-|us-)[\w-]*)""", re.IGNORECASE
)
_TITLE_STATUS = re.compile(r"\b([45][0-9]{2})\.([0-9]{1,3})\b")
# Only this page writes paths in the form for long paths.
_FILE = re.compile(r"^\\\\\?\\([A-Za-z]:\\.{1,500})$")
_NUMBERED = re.compile(r"^\s{0,8}(-?[0-9]{1,6}):(.*)$")
# ASP.NET's stack trace: [SqlException (0x80131904): A network-related ...], and the comment behind the page, which is
# there also where the trace is not shown: [SqlException]: A network-related ...
_EXCEPTION = re.compile(
    r"^\s{0,8}\[([A-Za-z_][\w.+]{0,200})(?: \(0x([0-9a-fA-F]{8})\))?(?:\]: |: )([^\r\n]{0,2000})", re.MULTILINE
)
_SOURCE_FILE = re.compile(r"([A-Za-z]:\\[^\r\n<>|\"?*]{1,400}?\.config)\s{1,10}[^\W\d_]{1,20}:\s{1,5}([0-9]{1,7})")


class DetailedError(Struct, frozen=True, omit_defaults=True):
    r"""What such a page says.

    Attributes:
        substatus: -1 where it names none.
        error: HRESULT, 0 where it names none.
        module, handler: Of the pipeline, as IIS names them.
        reason: IIS's own words for a configuration error.
        file: Configuration file: ``C:\site\web.config``.
        line: 1-based line in ``file``; 0 unknown.
        source: The lines around it as the page shows them: ``    8: <handlers>``.
        exceptions: ASP.NET's exceptions in the order of the page: ``SqlException: A network-related ...``.
        text: The page in words, for a search.
    """

    substatus: int = -1
    error: int = 0
    module: str = ""
    handler: str = ""
    reason: str = ""
    file: str = ""
    line: int = 0
    source: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    text: str = ""


def read_detailed_error(page: bytes, status: int) -> DetailedError:
    """Read an error page.

    Args:
        page: HTML as it came; anything else simply says nothing.
        status: The answer's status; a substatus of another one on the page is not taken.
    """
    root = _parse(page[:_MOST])
    if root is None:
        text = page[:_MOST_TEXT].decode("utf-8", "replace")
        return DetailedError(text=text)
    text = "\n".join(_words(root))[:_MOST_TEXT]
    substatus, error = _numbers(root, status)
    # ASP.NET writes its comment behind the end of the document.
    found = (*root.iter(etree.Comment), *root.itersiblings(etree.Comment))
    comments = "\n".join(str(item.text) for item in found)
    exceptions = [*_EXCEPTION.finditer(text), *_EXCEPTION.finditer(comments)]
    if exceptions and not error:
        error = int(exceptions[0].group(2) or "0", 16)
    rows = [(_text(row[0]), _text(row[1])) for row in root.iter("tr") if len(row) == 2 and row[0].tag == "th"]
    file_row = next((index for index, (_, value) in enumerate(rows) if _FILE.match(value)), 0)
    numbered = _config_source(root)
    place = _SOURCE_FILE.search(text)
    return DetailedError(
        substatus=substatus,
        error=error,
        module=rows[0][1] if rows else "",
        handler=rows[2][1] if len(rows) > 2 else "",
        reason=rows[file_row - 1][1] if file_row else "",
        file=rows[file_row][1].removeprefix("\\\\?\\") if file_row else place.group(1) if place else "",
        line=_marked_line(root) or (int(place.group(2)) if place else 0),
        source=numbered,
        exceptions=tuple(dict.fromkeys(f"{item.group(1)}: {item.group(3).rstrip(']')}" for item in exceptions)),
        text=f"{text}\n{comments}"[: 2 * _MOST_TEXT],
    )


def _parse(page: bytes) -> etree._Element | None:
    """The page as a tree; None for what has no elements at all."""
    # libxml2 2.11, which lxml's wheels for Windows hold, passes on what is no UTF-8, or loses all behind it.
    whole = _decoded(page).encode("utf-8")
    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    try:
        return etree.fromstring(whole, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _decoded(page: bytes) -> str:
    """Text of a page, in the encoding that its head names, else as UTF-8; what is none becomes U+FFFD."""
    named = _CHARSET.search(page[:1024])
    codec = named.group(1).decode() if named else "utf-8"
    try:
        return page.decode(codec, "replace")
    except (LookupError, UnicodeError):
        return page.decode("utf-8", "replace")


def _numbers(root: etree._Element, status: int) -> tuple[int, int]:
    """Substatus (-1 unknown) and HRESULT."""
    for link in root.iter("a"):
        found = _LINK.search(link.get("href", ""))
        if found and int(found.group(1)) == status:
            return int(found.group(2)), int(found.group(3), 16)
    for heading in root.iter("title", "h1", "h2", "h3"):
        named = _TITLE_STATUS.search(_text(heading))
        if named and int(named.group(1)) == status:
            return int(named.group(2)), 0
    return -1, 0


def _config_source(root: etree._Element) -> tuple[str, ...]:
    """The numbered lines of the configuration file."""
    for box in root.iter("div"):
        if "config_source" in box.get("class", ""):
            lines = "".join(str(part) for pre in box.iter("pre") for part in pre.itertext()).splitlines()
            return tuple(line.rstrip() for line in lines if _NUMBERED.match(line) and "-1:" not in line[:10])[:7]
    return ()


def _marked_line(root: etree._Element) -> int:
    """Number of the line that the page shows in red."""
    for mark in root.iter("span"):
        if "highlight-code" in mark.get("class", ""):
            found = _NUMBERED.match("".join(str(part) for part in mark.itertext()))
            if found:
                return max(0, int(found.group(1)))
    return 0


def _words(root: etree._Element) -> Iterator[str]:
    """Texts of the page, without style sheets and scripts."""
    for node in root.iter():
        if isinstance(node.tag, str) and node.tag not in {"style", "script"} and node.text and node.text.strip():
            yield node.text.strip()
        if node.tail and node.tail.strip():
            yield node.tail.strip()


def _text(node: etree._Element) -> str:
    """Words of an element on one line."""
    return " ".join("".join(str(part) for part in node.itertext()).split())
