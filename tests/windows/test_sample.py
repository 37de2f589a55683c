"""The embedded sample: a real disk of a whole server, and what a scan says of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from reberth.filesystems.volumes import open_volumes
from reberth.filesystems.walk import walk
from reberth.model.content import ContentRef
from reberth.verbs.scan import ScanRequest, scan
from reberth_resources.sample_disk import sample_disk
from tests.support.sample import COMPONENTS, SHIPPED, build

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.model.inventory import Inventory


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_disk(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def inventory(disk: Path) -> Inventory:
    return scan(ScanRequest((str(disk),)), lambda _: None)


def files(disk: Path) -> dict[str, tuple[str, int]]:
    """Hash and time of all files; hives bear the time of their making inside."""
    with open_volumes([disk]) as volumes:
        tree = volumes.tree(volumes.volumes[0].id)
        root = tree.find("\\")
        assert root is not None
        return {
            entry.path: (
                "hive" if "\\config\\S" in entry.path else hashlib.sha256(b"".join(tree.chunks(entry))).hexdigest(),
                entry.modified,
            )
            for entry in walk(tree, root)
            if not entry.directory
        }


def test_the_server(inventory: Inventory) -> None:
    windows = inventory.windows
    assert (windows.computer_name, windows.product_name) == ("WEB01", "Windows Server 2012 R2 Standard")
    assert (windows.version, windows.build, windows.architecture) == ("6.3", 9600, "amd64")
    assert (windows.iis_version, [item.version for item in windows.dotnet]) == ("8.5", ["4.5.1"])
    assert len(windows.features) == len(COMPONENTS)
    assert inventory.sources[0].format == "vhdx-dynamic"
    assert [(volume.letter, volume.file_system) for volume in inventory.volumes] == [("C", "ntfs")]
    assert [(item.code, item.subject) for item in inventory.findings if item.severity == "blocker"] == []
    assert not {item.code.partition(".")[0] for item in inventory.findings} & {"registry", "windows", "filesystem"}


def test_the_sites(inventory: Inventory) -> None:
    assert inventory.iis is not None
    sites = {
        site.name: {
            f"{application.path.rstrip('/')}{directory.path}": directory.content
            for application in site.applications
            for directory in application.virtual_directories
        }
        for site in inventory.iis.sites
    }
    volume = inventory.volumes[0].id
    assert sites == {
        "Default Web Site": {
            "/": ContentRef(volume, "\\inetpub\\wwwroot"),
            "/images": ContentRef(volume, "\\media\\images"),
            "/shop/": ContentRef(volume, "\\apps\\shop"),
        },
        "GET-CMD": {"/": ContentRef(volume, "\\inetpub\\get-cmd")},
        "Intranet": {"/": ContentRef(volume, "\\inetpub\\intranet")},
    }


def test_the_rights_of_the_shop(inventory: Inventory) -> None:
    grants = [(grant.folder.path, grant.sid, grant.rights) for facts in inventory.content for grant in facts.grants]
    assert grants == [("\\apps\\shop\\App_Data", "S-1-5-32-568", 0x1301BF)]


def test_the_shipped_disk_is_what_its_maker_makes(disk: Path, inventory: Inventory, tmp_path: Path) -> None:
    """Otherwise: ``python -m tests.support.sample``."""
    made = build(tmp_path / "made.vhdx")
    assert files(disk) == files(made)
    anew = scan(ScanRequest((str(made),)), lambda _: None)
    assert (anew.windows, anew.iis, anew.findings) == (inventory.windows, inventory.iis, inventory.findings)
    assert SHIPPED.stat().st_size < 1 << 20


def test_unpacking_again_keeps_the_disk(disk: Path) -> None:
    before = disk.stat()
    assert sample_disk(disk.parent) == disk
    assert (disk.stat().st_mtime_ns, disk.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert [path.name for path in disk.parent.iterdir()] == [disk.name]
