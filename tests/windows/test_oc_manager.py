"""Components of Windows Server 2003 under the names that later Windows have for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.windows.features import read_features
from tests.registry.reading import opened
from tests.support.hives import make_hive

if TYPE_CHECKING:
    from pathlib import Path

KEY = r"Microsoft\Windows\CurrentVersion\Setup\Oc Manager\Subcomponents"


def test_installed_components(tmp_path: Path) -> None:
    hive = make_hive(
        tmp_path / "SOFTWARE",
        {
            KEY: {
                "iis_www": 1,
                "IIS_ASP": 1,
                "aspnet": 1,
                "iis_ftp": 0,
                "msmq_Core": 1,
                "iehardenadmin": 1,
                "dns": 0,
            },
            rf"Wow6432Node\{KEY}": {"iis_asp": 1},
        },
    )
    found = {item.name: item.evidence for item in read_features(opened(hive.read_bytes()))}
    assert list(found) == ["IIS-ASP", "IIS-ASPNET", "IIS-WebServer", "MSMQ-Server"]
    assert [(place.source.partition("\\")[2], place.location) for place in found["IIS-ASP"]] == [
        (KEY, "IIS_ASP"),
        (rf"Wow6432Node\{KEY}", "iis_asp"),
    ]
