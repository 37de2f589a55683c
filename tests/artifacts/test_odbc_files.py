"""ODBC data sources that are files: copied to their place, save those with a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.system_records import OdbcFile
from tests.artifacts.offline import fates, found, offline, planned
from tests.support.planted import planted

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.artifacts.server import OfflineServer

_COMMON = r"\Program Files\Common Files\ODBC\Data Sources"
_COMMON_32 = r"\Program Files (x86)\Common Files\ODBC\Data Sources"
_PLANTED = planted("§dsn§")


def server(folder: Path) -> OfflineServer:
    files: dict[str, bytes | None] = {
        rf"{_COMMON}\Orders.dsn": b"[ODBC]\r\nDRIVER=SQL Server\r\nUID=shop\r\nDATABASE=Orders\r\nSERVER=DB01\r\n",
        rf"{_COMMON}\Old.DSN": "[ODBC]\r\nDRIVER={Contoso Driver}\r\nDBQ=D:\\Daten\\Größe.mdb\r\n".encode("utf-16"),
        rf"{_COMMON}\readme.txt": b"[ODBC]\r\nDRIVER=x\r\n",
        rf"{_COMMON}\empty.dsn": b"nothing\r\n[Other]\r\nDRIVER=x\r\n",
        rf"{_COMMON}\huge.dsn": b"[ODBC]\r\nDRIVER=x\r\n" + bytes(70_000),
        rf"{_COMMON_32}\Orders.dsn": f"[ODBC]\r\nDRIVER=SQL Server\r\nPWD={_PLANTED}\r\nSERVER=DB02\r\n".encode(),
        r"\Moved\Third.dsn": b"\xef\xbb\xbf[odbc]\nDriver = SQL Server\n; PWD=no\n",
    }
    moved = {r"ODBC\ODBC.INI\ODBC File DSN": {"DefaultDSNDir": "C:\\Moved\\"}}
    return offline(folder, files, software=moved)


def test_files_lie_in_the_folders_of_both_views_and_where_the_registry_says(tmp_path: Path) -> None:
    records = found("OdbcDsn", server(tmp_path))
    told = {name: (item.driver, item.files, item.withheld) for name, item in records.items()}
    assert told == {
        rf"C:{_COMMON}\Orders.dsn": ("SQL Server", (), ()),
        rf"C:{_COMMON}\Old.DSN": ("Contoso Driver", (r"D:\Daten\Größe.mdb",), ()),
        rf"C:{_COMMON_32}\Orders.dsn": ("SQL Server", (), ("PWD",)),
        r"C:\Moved\Third.dsn": ("SQL Server", (), ()),
    }
    assert all(isinstance(item, OdbcFile) and item.evidence[0].source == name for name, item in records.items())
    assert _PLANTED not in str(records)


def test_a_file_is_copied_to_its_place_and_one_with_a_password_is_not(tmp_path: Path) -> None:
    plan = planned(server(tmp_path), "OdbcDsn")
    assert fates(plan) == {
        rf"C:{_COMMON}\Orders.dsn": ("CarriedOver", ""),
        rf"C:{_COMMON}\Old.DSN": ("CarriedOver", ""),
        rf"C:{_COMMON_32}\Orders.dsn": ("Undecided", "artifact.odbc-file-secret"),
        r"C:\Moved\Third.dsn": ("CarriedOver", ""),
        "Contoso Driver": ("Undecided", "artifact.odbc-driver"),
    }
    assert {(item.source.path, item.target) for item in plan.extras.files} == {
        (path.removeprefix("C:"), path)
        for path in (rf"C:{_COMMON}\Orders.dsn", rf"C:{_COMMON}\Old.DSN", r"C:\Moved\Third.dsn")
    }
    names = [item.name for item in plan.extras.files]
    assert len(set(names)) == 3
    # The path inside keeps its drive letter.
    [kept] = plan.extras.settings
    assert (kept.name, kept.value) == ("D:", r"\??\C:\drives\D")
    assert [item.name for item in plan.add_ons] == ["Contoso Driver"]


def test_a_32_bit_servers_file_lies_where_32_bit_programs_look_as_well(tmp_path: Path) -> None:
    files: dict[str, bytes | None] = {rf"{_COMMON}\Orders.dsn": b"[ODBC]\r\nDRIVER=SQL Server\r\n"}
    plan = planned(offline(tmp_path, files, architecture="x86"), "OdbcDsn")
    told = {item.name: item.target for item in plan.extras.files}
    assert told == {
        "artifacts/odbc/01/Orders.dsn": rf"C:{_COMMON}\Orders.dsn",
        "artifacts/odbc/02/Orders.dsn": rf"C:{_COMMON_32}\Orders.dsn",
    }
