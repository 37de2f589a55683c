"""Old against new: 5,000 lines of an IIS log against real web servers, with planted differences."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reberth.containers.iis_log import LogEntry, LogReader
from reberth.containers.old_requests import OldRequests, target_of
from reberth.containers.replay import Endpoint, replay, same, url_of
from reberth.model.engine import Probe
from reberth.model.errors import ReberthError
from reberth.model.events import Progress, silent
from reberth.model.trial_requests import Difference
from tests.support.web import answering, make_certificate

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.model.events import Event
    from tests.support.web import Asked

FIELDS = (
    "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer)"
    " sc-status sc-substatus sc-win32-status time-taken"
)
SHOP = Probe("Shop", "http", 80, "shop.example")


def entry(
    path: str, status: int = 200, *, query: str = "", user: str = "", method: str = "GET", **more: str
) -> LogEntry:
    return LogEntry(
        more.get("when", "2015-09-01 10:00:00"),
        "",
        method,
        path,
        query,
        int(more.get("port", "80")),
        more.get("host", ""),
        user,
        status,
        0,
        0,
    )


def log_of_5000_lines(chance: random.Random) -> list[str]:
    """Pages with steady answers, among them what must never be sent."""
    lines = [FIELDS]
    for number in range(5000):
        page = chance.randrange(700)
        path, status = f"/page{page}.aspx", 200
        if page % 10 == 0:
            status = 404
        elif page % 10 == 1:
            status = chance.choice([200, 304])
        elif page % 10 == 2:
            status = chance.choice([302, 303])
        method, user = "GET", "-"
        if number % 50 == 7:
            method, path, status = "POST", f"/order{page}.aspx", 302
        elif number % 50 == 8:
            user, path, status = "CORP\\jo", f"/private{page}.aspx", 200
        when = f"2015-09-01 {number // 3600:02d}:{number // 60 % 60:02d}:{number % 60:02d}"
        lines.append(f"{when} 10.0.0.1 {method} {path} - 80 {user} 10.0.0.9 Mozilla - {status} 0 0 1")
    return lines


def test_three_planted_differences_in_5000_lines_and_nothing_else() -> None:
    lines = log_of_5000_lines(random.Random(7))
    old = OldRequests([SHOP])
    for item in LogReader().entries(["\r\n".join(lines).encode()]):
        old.add("Shop", item)
    assert (old.others, old.signed_in) == (100, 100)
    assert old.gets == 4800
    planted = {"/page3.aspx": 500, "/page44.aspx": 404, "/page10.aspx": 200}

    def status(asked: Asked) -> int:
        number = int(asked.target[5:-5])
        steady = {0: 404, 2: 302}.get(number % 10, 200)
        return planted.get(asked.target, steady)

    told: list[Event] = []
    with answering(status) as web:
        chosen = old.chosen(10_000)
        found = replay(chosen, Endpoint("127.0.0.1", {80: web.port}), told.append)
    assert {(item.url, item.old, item.new) for item in found} == {
        ("http://shop.example/page3.aspx", 200, 500),
        ("http://shop.example/page44.aspx", 200, 404),
        ("http://shop.example/page10.aspx", 404, 200),
    }
    assert [item.worse for item in found] == [True, True, False]
    assert len(web.asked) == old.distinct == len(chosen)
    assert {item.method for item in web.asked} == {"GET"}
    assert {item.host for item in web.asked} == {"shop.example"}
    assert not [item for item in web.asked if "order" in item.target or "private" in item.target]
    # One connection was enough.
    assert len({item.connection for item in web.asked}) == 1
    assert told[-1] == Progress("phase.replay", len(chosen), len(chosen))


def test_the_newest_answer_counts_whatever_the_order_of_the_files() -> None:
    old = OldRequests([SHOP])
    old.add("Shop", entry("/a", 404, when="2015-09-03 10:00:00"))
    old.add("Shop", entry("/a", 200, when="2015-09-01 10:00:00"))
    old.add("Shop", entry("/b", 500, when="2015-09-01 10:00:00"))
    old.add("Shop", entry("/b", 200, when="2015-09-02 10:00:00"))
    assert {item.probe.path: (item.status, item.count) for item in old.chosen(9)} == {"/a": (404, 2), "/b": (200, 2)}


def test_the_limit_keeps_what_was_asked_most_then_the_newest() -> None:
    old = OldRequests([SHOP])
    for path, times, day in (("/rare", 1, 9), ("/newer", 1, 30), ("/often", 3, 1)):
        for _ in range(times):
            old.add("Shop", entry(path, when=f"2015-09-{day:02d} 10:00:00"))
    assert [item.probe.path for item in old.chosen(2)] == ["/often", "/newer"]
    assert old.chosen(0) == []


def test_the_binding_is_that_of_the_port_and_of_the_host_where_logged() -> None:
    probes = [SHOP, Probe("Shop", "http", 80, "other.example"), Probe("Shop", "https", 443, "shop.example")]
    old = OldRequests(probes)
    old.add("Shop", entry("/1"))
    old.add("Shop", entry("/2", host="OTHER.example"))
    old.add("Shop", entry("/3", port="443"))
    old.add("Shop", entry("/4", host="gone.example"))
    old.add("Shop", entry("/5", port="0"))
    old.add("Shop", entry("/6", port="8080"))
    old.add("Blog", entry("/7"))
    assert {url_of(item.probe) for item in old.chosen(9)} == {
        "http://shop.example/1",
        "http://other.example/2",
        "https://shop.example/3",
        "http://shop.example/4",
        "http://shop.example/5",
    }
    assert old.unreachable == 2


def test_answers_to_conditional_requests_say_nothing() -> None:
    old = OldRequests([SHOP])
    old.add("Shop", entry("/video", 416))
    old.add("Shop", entry("/x", 412))
    old.add("Shop", entry("/x", method="HEAD"))
    assert (old.others, old.distinct) == (3, 0)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reberth.containers.old_requests._MOST", 3)
    old = OldRequests([SHOP])
    for number in range(10):
        old.add("Shop", entry(f"/{number % 5}"))
    old.add("Shop", entry("/" + "a" * 20_000))
    assert (old.distinct, old.gets, old.beyond) == (3, 6, 5)


@pytest.mark.parametrize(
    ("old", "new", "alike"),
    [
        *((200, 200, True), (304, 200, True), (206, 200, True), (301, 308, True), (302, 307, True), (303, 302, True)),
        *((301, 200, False), (302, 301, False), (200, 304, True), (200, 302, False), (401, 200, False)),
        *((200, 0, False), (404, 410, False), (500, 503, False), (500, 500, True), (200, 201, False)),
    ],
)
def test_what_counts_as_the_same_answer(old: int, new: int, *, alike: bool) -> None:
    assert same(old, new) is alike


@pytest.mark.parametrize(
    ("path", "query", "target"),
    [
        ("/a+b/c.htm", "", "/a%20b/c.htm"),
        ("/größe", "", "/gr%C3%B6%C3%9Fe"),
        ("/50%", "a=%20b+c", "/50%25?a=%20b+c"),
        ("/x?y#z", "q=ü", "/x%3Fy%23z?q=%C3%BC"),
        ("/a.asp", "id=1|12|800a000d|Type_mismatch:_'x'", "/a.asp?id=1"),
        ("/a.asp", "|-|0|404_Object_Not_Found", "/a.asp"),
        ("/a", "x=a|b", "/a?x=a|b"),
        ("no-slash", "", "/no-slash"),
        ("/a\r\nHost:evil", "b\r\nX: y", "/a%0D%0AHost:evil?b%0D%0AX:%20y"),
    ],
)
def test_targets_are_written_as_a_browser_would_send_them(path: str, query: str, target: str) -> None:
    assert target_of(entry(path, query=query)) == target


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=40), st.text(max_size=40))
def test_no_logged_text_leaves_the_request_line(path: str, query: str) -> None:
    target = target_of(entry(path, query=query.encode("utf-8", "replace").decode()))
    assert target.isascii()
    assert target.startswith("/")
    assert not set(target) & set(" \r\n\0\t")
    assert unquote(target.partition("?")[0]).lstrip("/") == path.replace("+", " ").lstrip("/")


def test_https_with_the_site_s_name_and_a_certificate_nobody_knows(tmp_path: Path) -> None:
    probe = Probe("Shop", "https", 443, "shop.example")
    old = OldRequests([probe])
    old.add("Shop", entry("/a", port="443"))
    with answering(lambda _: 200, make_certificate(tmp_path)) as web:
        assert replay(old.chosen(5), Endpoint("127.0.0.1", {443: web.port}), silent) == ()
    assert (web.names, [item.host for item in web.asked]) == (["shop.example"], ["shop.example"])


def test_a_request_without_answer_is_a_difference_and_the_rest_goes_on() -> None:
    old = OldRequests([SHOP])
    for number in range(5):
        old.add("Shop", entry(f"/{number}", when=f"2015-09-01 10:00:0{number}"))
    with answering(lambda asked: 0 if asked.target == "/2" else 200) as web:
        found = replay(old.chosen(9), Endpoint("127.0.0.1", {80: web.port}), silent)
    assert found == (Difference("Shop", "http://shop.example/2", 200, 0, 1, "2015-09-01 10:00:02", 0),)
    assert found[0].worse


def test_a_dead_container_ends_the_comparison() -> None:
    old = OldRequests([SHOP])
    for number in range(50):
        old.add("Shop", entry(f"/{number}"))
    with answering(lambda _: 200) as web:
        port = web.port
    with pytest.raises(ReberthError) as caught:
        replay(old.chosen(50), Endpoint("127.0.0.1", {80: port}), silent)
    assert caught.value.code == "trial.no-answer"
    assert caught.value.params["host"] == "shop.example"
