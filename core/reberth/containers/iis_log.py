"""IIS logs in W3C extended format, read as a stream of any length.

Format: W3C "Extended Log File Format", with what http.sys and IIS make of it: the ``#Fields`` line comes again whenever
the chosen fields change or the service starts, blanks in values are written as ``+``, and after a power cut the file
ends in zeros.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# IIS cuts requests at 16 KB by default; a longer line is damage.
_MAX_LINE = 1 << 16
_MAX_FIELDS = 200


class LogEntry(Struct, frozen=True):
    """One request.

    Attributes:
        when: Date and time as logged (UTC), ``2015-09-01 10:00:00``; "" where not logged.
        site: ``W3SVC1``, "" where not logged.
        method: ``GET``.
        path: Decoded path, blanks as ``+``.
        query: As sent, "" for none.
        port: Of the server, 0 where not logged.
        host: Host header without port, "" where not logged.
        user: Who was signed in, "" for nobody.
        status, substatus, error: The answer; -1 where substatus or Win32 error are not logged.
    """

    when: str
    site: str
    method: str
    path: str
    query: str
    port: int
    host: str
    user: str
    status: int
    substatus: int = -1
    error: int = -1


class LogReader:
    """Reads the entries of one or more logs and counts what it had to pass over.

    Attributes:
        lines: Lines with a request, readable or not.
        unreadable: Those of them that could not be read: damaged, too long, or before any ``#Fields`` line.
    """

    def __init__(self, code_page: int = 0) -> None:
        """``code_page`` is the server's ANSI code page, for logs that are not UTF-8; 0 where unknown."""
        self.lines = 0
        self.unreadable = 0
        self._encoding = f"cp{code_page}" if code_page in _PAGES else "cp1252"

    def entries(self, chunks: Iterable[bytes]) -> Iterator[LogEntry]:
        """Entries of one file in their order.

        Args:
            chunks: The file's bytes, in pieces of any size.
        """
        columns: dict[str, int] = {}
        for line in _lines(chunks):
            if line is None:
                self._bad()
            elif line.startswith(b"#"):
                name, _, rest = line.partition(b":")
                if name.strip().lower() == b"#fields":
                    columns = _columns(rest)
            elif line:
                entry = self._entry(line, columns)
                if entry is None:
                    self._bad()
                else:
                    self.lines += 1
                    yield entry

    def _bad(self) -> None:
        """Count a line that cannot be read."""
        self.lines += 1
        self.unreadable += 1

    def _entry(self, line: bytes, columns: Mapping[str, int]) -> LogEntry | None:
        """The entry of a line; None where it does not fit its fields."""
        try:
            values = line.decode("utf-8").split(" ")
        except UnicodeDecodeError:
            values = line.decode(self._encoding, "replace").split(" ")
        if not columns or len(values) != max(columns.values()) + 1:
            return None

        def value(name: str) -> str:
            place = columns.get(name)
            text = "-" if place is None else values[place]
            return "" if text == "-" else text

        status = _number(value("sc-status"))
        if not 100 <= status <= 999 or not value("cs-method"):
            return None
        return LogEntry(
            when=f"{value('date')} {value('time')}".strip(),
            site=value("s-sitename"),
            method=value("cs-method"),
            path=value("cs-uri-stem"),
            query=value("cs-uri-query"),
            port=max(0, _number(value("s-port"))),
            host=_without_port(value("cs-host")),
            user=value("cs-username"),
            status=status,
            substatus=_number(value("sc-substatus")),
            error=_number(value("sc-win32-status")),
        )


_PAGES = frozenset({874, 932, 936, 949, 950, *range(1250, 1259)})


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes | None]:
    """Lines without their ends; None for one that is too long, whose rest is passed over."""
    rest = b""
    skipping = False
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield None if skipping or len(line) > _MAX_LINE else _clean(line)
            skipping = False
        if len(rest) > _MAX_LINE:
            # Keep nothing of it, however long it gets.
            rest, skipping = b"", True
    if skipping:
        yield None
    elif _clean(rest):
        yield _clean(rest)


def _clean(line: bytes) -> bytes:
    """A line without its end, byte order mark, and the zeros of a file that was not closed."""
    return line.strip(b"\0").removeprefix(b"\xef\xbb\xbf").rstrip(b"\r")


def _columns(fields: bytes) -> dict[str, int]:
    """Places of the fields by name in lower case."""
    names = fields.decode("ascii", "replace").lower().split()
    return {name: place for place, name in enumerate(names)} if len(names) <= _MAX_FIELDS else {}


def _number(text: str) -> int:
    """A decimal number, -1 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 11 else -1


def _without_port(host: str) -> str:
    """A Host header's name: ``shop.example:8080`` and ``[::1]:80`` lose the port."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() and not name.endswith(":") else host
