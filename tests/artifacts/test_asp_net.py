# ruff: noqa: E501 - lines of configuration are as long as they are
"""ASP.NET: frameworks, shared assemblies, entries of machine.config."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.content import ContentRef
from reberth.model.iis import Application, IisConfiguration, Site, VirtualDirectory
from reberth.model.system_records import DotNetFramework, MachineConfigEntry, SharedAssembly
from tests.artifacts.offline import SEEN, fates, found, offline, planned

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


def test_names_in_libraries_and_configuration_files(tmp_path: Path) -> None:
    cache = r"\Windows\assembly\GAC_MSIL"
    cached = {
        rf"{cache}\{name}\1.0.0.0__0123456789abcdef\{name}.dll": b"" for name in ("Log.It", "Own", "In.Config", "Half")
    }
    files: dict[str, bytes | None] = {
        **cached,
        # Strings of the metadata stand between zeros; one may end another.
        r"\shop\bin\Shop.dll": b"MZ\0\0Own\0LOG.IT\0\0NotHalf\0Half.More\0",
        r"\shop\bin\own.DLL": b"MZ",
        r"\shop\web.config": b'<configuration><add assembly="in.config, Version=1.0.0.0"/></configuration>',
    }
    ref = ContentRef("disk0.partition1", r"\shop")
    folder = VirtualDirectory("/", r"C:\shop", SEEN[0], expanded_path=r"C:\shop", content=ref)
    shop = Site("Shop", 1, SEEN[0], (), (Application("/", "p", SEEN[0], (folder,)),))
    server = offline(tmp_path, files, release=0)
    server.iis = IisConfiguration("8.5", (shop,), (), ())
    assert {name: item.used_by for name, item in found("ASP.NET", server).items()} == {
        "Log.It": (r"C:\shop\bin\Shop.dll",),
        "In.Config": (r"C:\shop\web.config",),
    }


def test_clr_2_is_there_when_something_brings_it(tmp_path: Path) -> None:
    optional = r"Microsoft\Windows\CurrentVersion\Component Based Servicing\Notifications\OptionalFeatures"
    text = b'<configuration><appSettings><add key="Mode" value="live" /></appSettings></configuration>'
    files: dict[str, bytes | None] = {_CONFIG.replace("v4.0.30319", "v2.0.50727") + r"\machine.config": text}
    software = {
        r"Microsoft\NET Framework Setup\NDP\v3.5": {"Install": 1},
        rf"{optional}\NetFx3": {"Selection": 1},
    }
    server = offline(tmp_path, files, software=software, features=())
    entry = "appSettings Mode (v2.0.50727)"
    alone = planned(server, "ASP.NET")
    assert fates(alone)["3.5"] == ("LeftOut", "artifact.framework-unused")
    assert fates(alone)[entry] == ("LeftOut", "artifact.machine-config-unused")
    # A 4.x is part of every image, whether it is one for ASP.NET or not.
    assert fates(alone)["4.5.1"] == ("CarriedOver", "")
    both = fates(planned(server, "ASP.NET", "AllWindowsFeatures"))
    assert both["3.5"] == both[entry] == ("CarriedOver", "")


def test_old_frameworks_are_told(tmp_path: Path) -> None:
    ndp = r"Microsoft\NET Framework Setup\NDP"
    software = {f"{ndp}\\v1.1.4322": {"Install": 1}, f"{ndp}\\v3.5": {"Install": 1}}
    assert fates(planned(offline(tmp_path, software=software, release=0), "ASP.NET")) == {
        "1.1": ("LeftOut", "artifact.framework-gone"),
        "3.5": ("LeftOut", "artifact.framework-unused"),
    }
