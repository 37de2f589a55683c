"""URL reservations: who could listen where, told from Windows' own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reberth.model.system_records import HttpSysReservation
from tests.artifacts.offline import fates, found, offline, planned
from tests.windows.test_access import ace, descriptor

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.artifacts.server import OfflineServer

_KEY = r"ControlSet001\Services\HTTP\Parameters\UrlAclInfo"
_LISTEN = 0x20000000
_SERVICE, _SYSTEM, _OWN, _SOMEBODY = "S-1-5-20", "S-1-5-18", "S-1-5-21-1-2-3-1005", "S-1-5-19"


def server(folder: Path, **reservations: bytes) -> OfflineServer:
    return offline(folder, system={_KEY: dict(reservations)})


def test_accounts_are_those_that_are_allowed(tmp_path: Path) -> None:
    made = {
        "http://+:8080/orders/": descriptor(ace(_SERVICE, _LISTEN), ace(_OWN, _LISTEN), ace(_SOMEBODY, _LISTEN, 1)),
        "https://shop.example:8443/": descriptor(ace(_SERVICE, _LISTEN), ace(_SYSTEM, _LISTEN)),
        "http://+:81/damaged/": b"\1\2",
        "http://+:82/everybody may/": descriptor(ace(_SERVICE, _LISTEN)),
        "http://+:83/system/": descriptor(ace(_SYSTEM, _LISTEN)),
        "something else": descriptor(ace(_SERVICE, _LISTEN)),
    }
    records = found("Tls", server(tmp_path, **made))
    assert all(isinstance(item, HttpSysReservation) for item in records.values())
    assert {name: item.account for name, item in records.items()} == {
        "http://+:8080/orders/": f"NETWORK SERVICE, {_OWN}",
        "https://shop.example:8443/": "NETWORK SERVICE, SYSTEM",
        "http://+:81/damaged/": "",
    }
    assert records["http://+:81/damaged/"].evidence[0].location == "http://+:81/damaged/"
    told = fates(planned(server(tmp_path, **made), "Tls"))
    assert set(told.values()) == {("Undecided", "artifact.url-reservation")}
    assert len(told) == 3


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://*:5357/", 0),
        ("http://+:5985/wsman/", 0),
        ("http://+:80/Temporary_Listen_Addresses/", 0),
        ("https://+:443/sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/", 0),
        ("http://+:80/116B50EB-ECE2-41ac-8429-9F9E963361B7/", 0),
        ("http://+:10247/apps/", 0),
        ("http://+:5357/orders/", 1),
        ("http://+:80/ReportServer/", 1),
        ("http://+:80/116B50EB-ECE2-41ac-8429-9F9E963361B7/more/", 1),
    ],
)
def test_reservations_of_windows_itself_are_passed_over(url: str, told: int, tmp_path: Path) -> None:
    records = found("Tls", server(tmp_path, **{url: descriptor(ace(_SERVICE, _LISTEN))}))
    assert list(records) == [url] * told
