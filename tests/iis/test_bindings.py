"""Bindings of every protocol, taken apart."""

from __future__ import annotations

import pytest

from tests.support.iis_samples import own_sample, read
from tests.support.inventories import binding


@pytest.mark.parametrize(
    ("text", "flags", "expected"),
    [
        ("http *:80:", 0, ("http", "*", 80, "", 0)),
        ("http :80:", 0, ("http", "*", 80, "", 0)),
        ("http *:80:*.shop.example", 0, ("http", "*", 80, "*.shop.example", 0)),
        ("http *:80:bücher.example", 0, ("http", "*", 80, "bücher.example", 0)),
        ("http 10.0.0.1:8080:a", 0, ("http", "10.0.0.1", 8080, "a", 0)),
        ("http [::1]:81:", 0, ("http", "[::1]", 81, "", 0)),
        ("http [2001:db8::17]:82:v6.example", 0, ("http", "[2001:db8::17]", 82, "v6.example", 0)),
        ("HTTPS *:443:a", 1, ("https", "*", 443, "a", 1)),
        ("https *:443:", 2, ("https", "*", 443, "", 2)),
        ("https *:443:a", 3, ("https", "*", 443, "a", 3)),
        ("https *:443:a", 127, ("https", "*", 443, "a", 127)),
        ("ftp *:21:", 0, ("ftp", "*", 21, "", 0)),
        ("net.tcp 808:*", 0, ("net.tcp", "", 808, "*", 0)),
        ("net.tcp 9000:host.example", 0, ("net.tcp", "", 9000, "host.example", 0)),
        ("net.pipe *", 0, ("net.pipe", "", 0, "", 0)),
        ("net.msmq localhost", 0, ("net.msmq", "", 0, "", 0)),
        ("msmq.formatname localhost", 0, ("msmq.formatname", "", 0, "", 0)),
        ("http nonsense", 0, ("http", "", 0, "", 0)),
        ("http *:65536:", 0, ("http", "*", 0, "", 0)),
        ("http *:65535:", 0, ("http", "*", 65535, "", 0)),
        ("http *:-1:", 0, ("http", "", 0, "", 0)),
        ("http *:999999:", 0, ("http", "", 0, "", 0)),
        ("http ", 0, ("http", "", 0, "", 0)),
        ("gopher 70", 0, ("gopher", "", 0, "", 0)),
    ],
)
def test_a_binding(text: str, flags: int, expected: tuple[str, str, int, str, int]) -> None:
    found = binding(text, flags)
    assert (found.protocol, found.ip, found.port, found.host, found.ssl_flags) == expected
    assert found.information == text.partition(" ")[2]


def test_the_bindings_of_a_site_in_order() -> None:
    iis, _ = read(own_sample(5))
    first, second = iis.sites
    assert [item.ssl_flags for item in first.bindings if item.protocol == "https"] == [0, 1, 2, 3, 37]
    assert [item.protocol for item in first.bindings[10:]] == ["net.tcp", "net.pipe", "net.msmq", "msmq.formatname"]
    assert [item.protocol for item in second.bindings] == ["http", "https"]
    assert first.bindings[3].evidence.location == "sites/site[1]/bindings/binding[4]"
    assert first.applications[0].settings.get("enabledProtocols") == "http,net.tcp,net.pipe,net.msmq"
    assert second.settings.get("serverAutoStart") == "false"
