"""SQL Server instances in a real hive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.filesystems.folder import FolderTree
from reberth.model.evidence import Evidence
from reberth.model.windows import SqlServer
from reberth.registry.hive import open_hive
from reberth.windows.sql_servers import read_sql_servers
from tests.support.hives import make_hive

if TYPE_CHECKING:
    from pathlib import Path

ROOT = r"Microsoft\Microsoft SQL Server"


def test_instances_of_both_sides_with_their_versions(tmp_path: Path) -> None:
    make_hive(
        tmp_path / "SOFTWARE",
        {
            rf"{ROOT}\Instance Names\SQL": {"SQLEXPRESS": "MSSQL12.SQLEXPRESS", "BARE": "MSSQL11.BARE"},
            rf"{ROOT}\MSSQL12.SQLEXPRESS\Setup": {"Version": "12.0.2000.8"},
            rf"Wow6432Node\{ROOT}\Instance Names\SQL": {"OLD": "MSSQL.1"},
            rf"Wow6432Node\{ROOT}\MSSQL.1\Setup": {"Version": "9.00.1399.06"},
        },
    )
    hive = open_hive(FolderTree("folder0.root", tmp_path), "\\SOFTWARE")
    try:
        found = read_sql_servers(hive)
    finally:
        hive.close()
    place = rf"SOFTWARE\{ROOT}\Instance Names\SQL"
    other = rf"SOFTWARE\Wow6432Node\{ROOT}\Instance Names\SQL"
    assert found == (
        SqlServer("BARE", "", (Evidence("registry", place, "BARE"),)),
        SqlServer("OLD", "9.00.1399.06", (Evidence("registry", other, "OLD"),)),
        SqlServer("SQLEXPRESS", "12.0.2000.8", (Evidence("registry", place, "SQLEXPRESS"),)),
    )
