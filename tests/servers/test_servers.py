"""Windows Server 2003 to 2025 from disks made by real tools: scanned, converted, and compared with goldens.

Run with ``REBERTH_REGENERATE=1`` to write the goldens anew; then read what changed.
"""

from __future__ import annotations

import os
from pathlib import Path

from reberth.model.events import silent
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.verbs.convert import ConvertRequest, convert
from tests.support.planted import value_of
from tests.support.synthetic import SYNTHETIC

GOLDENS = Path(__file__).resolve().parent / "goldens"
# What a person or Docker reads; the same text for every server (scripts) is looked at elsewhere.
_KEPT = ("Dockerfile", "outcomes.md", "setup/iis.xslt", "setup/features.cmd", "compose.yaml")
CARDS = {
    "2003": ("Microsoft Windows Server 2003", "5.2", 3790, "x86", "6.0", ("Default Web Site", "Shop")),
    "2008": ("Windows Server (R) 2008 Standard", "6.0", 6003, "x86", "7.0", ("Default Web Site",)),
    "2008-r2": ("Windows Server 2008 R2 Standard", "6.1", 7601, "amd64", "7.5", ("Blog",)),
    "2012-r2": ("Windows Server 2012 R2 Standard", "6.3", 9600, "amd64", "8.5", ("Services",)),
    "2016": ("Windows Server 2016 Standard", "10.0", 14393, "amd64", "10.0", ("Intranet",)),
    "2019": ("Windows Server 2019 Datacenter", "10.0", 17763, "amd64", "10.0", ("Api",)),
    "2022": ("Windows Server 2022 Standard", "10.0", 20348, "amd64", "10.0", ("Files", "Admin")),
    "2025": ("Windows Server 2025 Standard", "10.0", 26100, "amd64", "10.0", ("Default Web Site",)),
}
_PLANTED = ("shop-2003", "pool-2003", "enc", "validation", "decryption", "core")


def test_each_server(disks: tuple[str, tuple[Path, ...]], tmp_path: Path) -> None:
    name, paths = disks
    request = ConvertRequest(tuple(str(path) for path in paths), str(tmp_path / "out"))
    result = convert(request, silent)
    windows = result.inventory.windows
    assert result.inventory.iis is not None
    sites = tuple(site.name for site in result.inventory.iis.sites)
    card = (windows.product_name, windows.version, windows.build, windows.architecture, windows.iis_version, sites)
    assert card == CARDS[name]
    # Every file of every site is there, and no secret of any.
    for root in result.plan.contents:
        copied = [path for path in (tmp_path / "out" / root.name).rglob("*") if path.is_file()]
        excluded = {item.path.replace("\\", "/").lstrip("/") for item in root.exclusions}
        assert len(copied) == root.files - len(excluded), root.name
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [item for item in _PLANTED if value_of(item).encode() in data], path
    kinds = [(item.kind, item.name) for item in result.plan.outcomes]
    assert len(kinds) == len(set(kinds))
    assert {type(item) for item in result.plan.outcomes} <= {CarriedOver, LeftOut, Undecided}
    _compare(name, tmp_path / "out")


def test_each_golden_has_its_server() -> None:
    assert {path.name for path in GOLDENS.iterdir()} == set(SYNTHETIC) == set(CARDS)


def _compare(name: str, folder: Path) -> None:
    written = {path: (folder / path).read_bytes() for path in _KEPT if (folder / path).exists()}
    golden = GOLDENS / name
    if os.environ.get("REBERTH_REGENERATE"):
        for path, data in written.items():
            (golden / path).parent.mkdir(parents=True, exist_ok=True)
            (golden / path).write_bytes(data)
    expected = {path: (golden / path).read_bytes() for path in _KEPT if (golden / path).exists()}
    assert [path for path in _KEPT if written.get(path) != expected.get(path)] == []
