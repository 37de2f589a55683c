"""W3C logs as IIS, crashes and attackers leave them."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from reberth.containers.iis_log import LogEntry, LogReader

if TYPE_CHECKING:
    from collections.abc import Iterator

STOCK = (
    b"#Software: Microsoft Internet Information Services 8.5\r\n#Version: 1.0\r\n#Date: 2015-09-01 10:00:00\r\n"
    b"#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer)"
    b" sc-status sc-substatus sc-win32-status time-taken\r\n"
)
LINE = b"2015-09-01 10:00:01 10.0.0.1 GET /default.aspx a=1&b=2 8080 - 10.0.0.9 Mozilla/5.0+(x) - 404 3 50 15\r\n"


def read(*chunks: bytes, code_page: int = 0) -> tuple[list[LogEntry], LogReader]:
    reader = LogReader(code_page)
    return list(reader.entries(chunks)), reader


def test_a_stock_line() -> None:
    entries, reader = read(STOCK + LINE)
    assert entries == [
        LogEntry("2015-09-01 10:00:01", "", "GET", "/default.aspx", "a=1&b=2", 8080, "", "", 404, 3, 50),
    ]
    assert (reader.lines, reader.unreadable) == (1, 0)


def test_fields_may_change_in_the_middle_of_a_file() -> None:
    entries, reader = read(
        STOCK,
        LINE,
        b"#Fields: cs-method s-sitename cs-uri-stem cs-host cs-username sc-status\r\n",
        b"GET W3SVC2 /a shop.example:8080 CORP\\jo 200\r\n",
        b"2015-09-01 10:00:01 10.0.0.1 GET /old - 80 - - - - 200 0 0 1\r\n",
        STOCK,
        LINE,
    )
    assert entries[1] == LogEntry("", "W3SVC2", "GET", "/a", "", 0, "shop.example", "CORP\\jo", 200)
    assert [item.path for item in entries] == ["/default.aspx", "/a", "/default.aspx"]
    assert (reader.lines, reader.unreadable) == (4, 1)


def test_pieces_of_any_size_give_the_same_entries() -> None:
    data = STOCK + LINE * 3 + b"GET torn"
    whole, _ = read(data)
    for size in (1, 7, 100):
        entries, reader = read(*(data[place : place + size] for place in range(0, len(data), size)))
        assert entries == whole
        assert (reader.lines, reader.unreadable) == (4, 1)


def test_letters_in_utf_8_and_in_the_server_s_code_page() -> None:
    for data, page in (("/größe/日本".encode(), 0), ("/größe".encode("cp1252"), 0), ("/цена".encode("cp1251"), 1251)):
        [entry], _ = read(STOCK + LINE.replace(b"/default.aspx", data), code_page=page)
        assert entry.path == {0: data.decode("utf-8", "replace"), 1251: "/цена"}[page] or entry.path == "/größe"
    [entry], _ = read(b"\xef\xbb\xbf" + STOCK + LINE)
    assert entry.status == 404


def test_zeros_after_a_power_cut_and_an_end_without_line_end() -> None:
    entries, reader = read(STOCK + LINE + LINE.rstrip() + b"\r\n" + b"\0" * 5000)
    assert (len(entries), reader.unreadable) == (2, 0)
    entries, _ = read(STOCK + LINE + b"\0" * 700 + b"\r\n" + STOCK + LINE.rstrip())
    assert len(entries) == 2


def test_hostile_lines_are_counted_and_passed_over() -> None:
    bad = [
        b"short line\r\n",
        LINE.replace(b" 404 ", b" 4o4 "),
        LINE.replace(b" 404 ", b" 99999999999999999999 "),
        LINE.replace(b" 404 ", " ٤٠٤ ".encode()),
        LINE.replace(b" GET ", b" - "),
        LINE.replace(b"/default.aspx", b"/" + b"a" * 70_000),
        LINE.replace(b" 15\r\n", b" 15 extra\r\n"),
        b"\xff\xfe\xfd\x00 \r\n",
    ]
    entries, reader = read(STOCK + b"".join(item + LINE for item in bad))
    assert len(entries) == len(bad)
    assert (reader.lines, reader.unreadable) == (2 * len(bad), len(bad))
    entries, reader = read(LINE)
    assert (entries, reader.lines, reader.unreadable) == ([], 1, 1)
    entries, reader = read(b"#Fields: " + b"x " * 300 + b"\r\n" + LINE)
    assert (entries, reader.unreadable) == ([], 1)


def test_a_line_without_end_costs_no_memory() -> None:
    def endless() -> Iterator[bytes]:
        yield STOCK
        for _ in range(64):
            yield b"a" * (1 << 20)
        yield b"\r\n"
        yield LINE

    tracemalloc.start()
    try:
        reader = LogReader()
        entries = list(reader.entries(endless()))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (len(entries), reader.unreadable) == (1, 1)
    assert peak < 6 << 20


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=300), st.just(STOCK), st.just(LINE), st.just(b"\n")), max_size=12))
def test_no_bytes_break_the_reader(chunks: list[bytes]) -> None:
    reader = LogReader()
    entries = list(reader.entries(chunks))
    assert len(entries) == reader.lines - reader.unreadable
    assert all(100 <= item.status <= 999 for item in entries)
