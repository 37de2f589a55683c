"""Windows Server 2003 to 2025 from disks made by real tools: scanned, converted, and compared with goldens.

Run with ``REBERTH_REGENERATE=1`` to write the goldens anew; then read what changed.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from reberth.artifacts.table import KINDS
from reberth.model.events import silent
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.model.selection import Selection
from reberth.verbs.convert import ConvertRequest, convert
from tests.support.planted import value_of
from tests.support.synthetic import SYNTHETIC

GOLDENS = Path(__file__).resolve().parent / "goldens"
# What a person or Docker reads; the same text for every server (scripts) is looked at elsewhere.
_KEPT = ("Dockerfile", "outcomes.md", "setup/iis.xslt", "setup/features.cmd", "compose.yaml")
# The sites are in the other golden; what the artifacts add shows in these.
_ALL_KEPT = (
    *("Dockerfile", "outcomes.md", "compose.yaml", "setup/features.cmd", "setup/registry.reg", "setup/artifacts.xml"),
    *("setup/add-ons.xml", "installers/README.txt"),
)
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
_PLANTED = ("shop-2003", "task-2003", "pool-2003", "enc", "validation", "decryption", "core")


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
    _check_no_secret(tmp_path / "out")
    fates = Counter((item.kind, item.name) for item in result.plan.outcomes)
    assert max(fates.values()) == 1
    assert {type(item) for item in result.plan.outcomes} <= {CarriedOver, LeftOut, Undecided}
    _compare(name, tmp_path / "out", _KEPT)


def test_all_artifacts_of_each_server(disks: tuple[str, tuple[Path, ...]], tmp_path: Path) -> None:
    """Every kind is looked for, every thing found has exactly one fate, and no secret leaves the disks."""
    name, paths = disks
    selection = Selection(artifacts=("all",))
    result = convert(ConvertRequest(tuple(str(path) for path in paths), str(tmp_path / "out"), selection), silent)
    assert set(result.inventory.kinds) == {kind.name for kind in KINDS} - {"IIS"}
    assert [item.params for item in result.inventory.findings if item.code == "artifact.kind-unreadable"] == []
    fates = Counter((item.kind, item.name) for item in result.plan.outcomes)
    assert [item for item, count in fates.items() if count > 1] == []
    features = {item.name for item in result.inventory.artifacts if item.kind == "AllWindowsFeatures"}
    assert {item.name for item in result.inventory.windows.features} <= features
    assert features <= {fate for kind, fate in fates if kind == "feature"}
    _check_no_secret(tmp_path / "out")
    _compare(f"{name}-all", tmp_path / "out", _ALL_KEPT)


def test_each_golden_has_its_server() -> None:
    names = {path.name for path in GOLDENS.iterdir()}
    assert names == {f"{name}{what}" for name in SYNTHETIC for what in ("", "-all")}
    assert set(SYNTHETIC) == set(CARDS)


def _check_no_secret(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [item for item in _PLANTED if value_of(item).encode() in data], path


def _compare(name: str, folder: Path, kept: tuple[str, ...]) -> None:
    written = {path: (folder / path).read_bytes() for path in kept if (folder / path).exists()}
    golden = GOLDENS / name
    if os.environ.get("REBERTH_REGENERATE"):
        for path, data in written.items():
            (golden / path).parent.mkdir(parents=True, exist_ok=True)
            (golden / path).write_bytes(data)
    expected = {path: (golden / path).read_bytes() for path in kept if (golden / path).exists()}
    assert [path for path in kept if written.get(path) != expected.get(path)] == []
