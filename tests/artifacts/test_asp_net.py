# ruff: noqa: E501 - lines of configuration are as long as they are
"""ASP.NET: frameworks, shared assemblies, entries of machine.config."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.system_records import DotNetFramework, MachineConfigEntry, SharedAssembly
from tests.artifacts.offline import fates, found, offline, planned

if TYPE_CHECKING:
    from pathlib import Path

    from tests.artifacts.conftest import Built, Everything

_CONFIG = r"\Windows\Microsoft.NET\Framework64\v4.0.30319\Config"


def test_frameworks_and_who_uses_them(everything: Everything) -> None:
    record = everything.of("ASP.NET")["4.5.1"]
    assert isinstance(record, DotNetFramework)
    assert record.used_by == ("Shop",)


def test_a_shared_assembly_that_no_application_brings(everything: Everything) -> None:
    records = [item for item in everything.of("ASP.NET").values() if isinstance(item, SharedAssembly)]
    assert [(item.name, item.version, item.token) for item in records] == [
        ("Contoso.Billing", "2.1.0.0", "0123456789abcdef")
    ]
    assert records[0].used_by == (r"C:\Shop\bin\Shop.dll",)


def test_entries_with_and_without_secrets(everything: Everything) -> None:
    records = [item for item in everything.of("ASP.NET").values() if isinstance(item, MachineConfigEntry)]
    assert {item.section: (item.secret, dict(item.attributes)) for item in records} == {
        "system.data/DbProviderFactories": (
            False,
            {
                "name": "MySQL",
                "invariant": "MySql.Data.MySqlClient",
                "description": "MySQL",
                "type": "MySql.Data, Version=6.9.9.0",
            },
        ),
        "system.net/mailSettings/smtp": (False, {"from": "shop@example.test"}),
        "system.net/mailSettings/smtp/network": (False, {"host": "mail.example.test", "port": "25"}),
        "system.web/machineKey": (True, {}),
    }


def test_what_becomes_of_them(built: Built) -> None:
    if built.name != "everything":
        return
    told = fates(built.result.plan)
    assert told["4.5.1"] == ("CarriedOver", "")
    assert told["Contoso.Billing"] == ("Undecided", "artifact.assembly-shared")
    assert told["system.web/machineKey (v4.0.30319)"] == ("Undecided", "artifact.machine-config-secret")


def test_settings_connections_and_passwords_of_the_machine(tmp_path: Path) -> None:
    text = b"""<configuration>
  <connectionStrings><add name="LocalSqlServer" connectionString="x" /><add name="Main" connectionString="y" /></connectionStrings>
  <appSettings><add key="Mode" value="live" /><add key="ApiKey" value="0123456789abcdef0123456789" /></appSettings>
  <system.net><mailSettings><smtp><network host="m" userName="u" password="p" /></smtp></mailSettings></system.net>
  <system.web><machineKey validationKey="AutoGenerate,IsolateApps" decryptionKey="AutoGenerate" /></system.web>
</configuration>"""
    records = found("ASP.NET", offline(tmp_path, {rf"{_CONFIG}\web.config": text}, release=0))
    assert {name: item.secret for name, item in records.items()} == {
        "connectionStrings Main (v4.0.30319)": True,
        "appSettings Mode (v4.0.30319)": False,
        "appSettings ApiKey (v4.0.30319)": True,
        "system.net/mailSettings/smtp/network m (v4.0.30319)": True,
    }
    assert not any(item.attributes for item in records.values() if item.secret)


def test_a_machine_config_that_is_no_xml_or_names_entities(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE c [<!ENTITY a "x">]><configuration><appSettings><add key="&a;" value="1"/></appSettings></configuration>'
    for number, text in enumerate((b"<configuration>", b"", bomb, b"\xff\xfe\0")):
        records = found("ASP.NET", offline(tmp_path / str(number), {rf"{_CONFIG}\machine.config": text}, release=0))
        assert records == {}


def test_old_frameworks_are_told(tmp_path: Path) -> None:
    ndp = r"Microsoft\NET Framework Setup\NDP"
    software = {f"{ndp}\\v1.1.4322": {"Install": 1}, f"{ndp}\\v3.5": {"Install": 1}}
    assert fates(planned(offline(tmp_path, software=software, release=0), "ASP.NET")) == {
        "1.1": ("LeftOut", "artifact.framework-gone"),
        "3.5": ("LeftOut", "artifact.framework-unused"),
    }
