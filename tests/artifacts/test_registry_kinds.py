"""Certificates, TLS, ODBC, COM, registry keys: what is carried as a registry value or by a step of the build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reberth.artifacts.der import CertificateNames, read_names
from reberth.model.extras import RegistrySetting
from reberth.model.system_records import ComServer, OdbcSource, StoredCertificate, TlsSetting
from reberth.rendering.registry_file import render_registry
from tests.artifacts.offline import fates, found, offline, planned
from tests.support.artifact_server import ROOT_CA, SHOP, blob, thumbprint

if TYPE_CHECKING:
    from pathlib import Path

    from tests.artifacts.conftest import Built, Everything

_STORES = r"Microsoft\SystemCertificates"
_CLSID = r"Classes\CLSID"


def test_classes_of_a_com_plus_application_are_told(tmp_path: Path) -> None:
    """Its catalogue is a file that nobody has described; the classes say what runs them."""
    application, bare = "{12345678-1234-1234-1234-123456789012}", "{99999999-1234-1234-1234-123456789012}"
    host = r"C:\Windows\system32\dllhost.exe /ProcessID:"
    software: dict[str, dict[str, Any]] = {rf"Classes\AppID\{application}": {"": "Orders"}}
    for number, runs in enumerate((application, application, bare)):
        software[rf"Classes\CLSID\{{{number}}}\InprocServer32"] = {"": rf"C:\Orders\{'ab'[number // 2]}.dll"}
        software[rf"Classes\CLSID\{{{number}}}\LocalServer32"] = {"": host + runs}
    server = offline(tmp_path, {r"\Orders\a.dll": b"MZ", r"\Orders\b.dll": b"MZ"}, software=software)
    records = found("ComRegistrations", server)
    assert {name: item.applications for name, item in records.items()} == {
        r"C:\Orders\a.dll": ("Orders",),
        r"C:\Orders\b.dll": (bare,),
    }
    told = fates(planned(server, "ComRegistrations"))
    assert told["Orders"] == told[bare] == ("Undecided", "artifact.com-plus")
    assert told[r"C:\Orders\a.dll"] == ("Undecided", "artifact.com-offered")


def test_a_sound_protocol_is_not_switched_off_unasked(tmp_path: Path) -> None:
    schannel = r"ControlSet001\Control\SecurityProviders\SCHANNEL\Protocols"
    system: dict[str, dict[str, Any]] = {
        rf"{schannel}\TLS 1.2\Server": {"Enabled": 0, "DisabledByDefault": 1},
        rf"{schannel}\TLS 1.3\Client": {"Enabled": 1, "DisabledByDefault": 0},
    }
    server = offline(tmp_path, system=system)
    assert fates(planned(server, "Tls")) == {
        r"Protocols\TLS 1.2\Server Enabled": ("Undecided", "artifact.tls-sound-off"),
        r"Protocols\TLS 1.2\Server DisabledByDefault": ("Undecided", "artifact.tls-sound-off"),
        r"Protocols\TLS 1.3\Client Enabled": ("CarriedOver", ""),
        r"Protocols\TLS 1.3\Client DisabledByDefault": ("CarriedOver", ""),
    }
    named = fates(planned(server, "Tls", r"Tls/Protocols\TLS 1.2\Server Enabled"))
    assert named[r"Protocols\TLS 1.2\Server Enabled"] == ("CarriedOver", "")


def test_names_in_a_certificate() -> None:
    assert read_names(ROOT_CA) == CertificateNames("Contoso Root CA", "Contoso Root CA", "2046-11-22")
    assert read_names(SHOP).subject == "shop.example"


@pytest.mark.parametrize("length", [0, 1, 3, 10, 60, 120, 200])
def test_certificates_cut_off_give_nothing(length: int) -> None:
    assert read_names(ROOT_CA[:length]) == CertificateNames("", "", "")


def test_public_certificates_travel_and_private_keys_never(everything: Everything, built: Built) -> None:
    records = everything.of("CertificateStores")
    own = records[f"My/{thumbprint(SHOP)}"]
    assert isinstance(own, StoredCertificate)
    assert (own.private_key, own.pem) == (True, ())
    if built.name != "everything":
        return
    told = fates(built.result.plan)
    assert told[f"My/{thumbprint(SHOP)}"] == ("Undecided", "artifact.certificate-key")
    assert told[f"Root/{'0' * 40}"] == ("LeftOut", "artifact.certificate-broken")
    name = f"artifacts/certificates/Root-{thumbprint(ROOT_CA)}.cer"
    lines = (built.folder / name).read_text(encoding="ascii").splitlines()
    assert lines[0] == "-----BEGIN CERTIFICATE-----"
    assert all(len(line) <= 64 for line in lines)


def test_certificates_of_windows_of_policy_and_without_a_key(tmp_path: Path) -> None:
    software = {
        rf"{_STORES}\My\Certificates\{thumbprint(SHOP)}": {"Blob": blob(SHOP)},
        rf"Policies\{_STORES}\CA\Certificates\{thumbprint(ROOT_CA)}": {"Blob": blob(ROOT_CA)},
        rf"{_STORES}\Root\Certificates\{'A' * 40}": {"Blob": b"\x20\0\0\0\1\0\0\0\xff\xff\xff\xff"},
    }
    told = fates(planned(offline(tmp_path, software=software), "CertificateStores"))
    assert told == {
        f"My/{thumbprint(SHOP)}": ("LeftOut", "artifact.certificate-bare"),
        f"CA/{thumbprint(ROOT_CA)}": ("CarriedOver", ""),
        f"Root/{'A' * 40}": ("LeftOut", "artifact.certificate-broken"),
    }


def test_tls_settings_that_weaken_need_a_word(everything: Everything, built: Built) -> None:
    records = everything.of("Tls")
    weak = {name for name, item in records.items() if isinstance(item, TlsSetting) and item.weakens}
    assert weak == {r"Protocols\TLS 1.0\Server Enabled"}
    told = fates(built.result.plan)
    if built.name == "everything":
        assert told[r"Protocols\TLS 1.0\Server Enabled"] == ("Undecided", "artifact.tls-weakens")
        assert told[r"Protocols\SSL 3.0\Server Enabled"] == ("CarriedOver", "")
        assert told["0.0.0.0:443"] == ("Undecided", "artifact.http-sys")
    if built.name == "by-name":
        assert told[r"Protocols\TLS 1.0\Server Enabled"] == ("CarriedOver", "")


def test_http_sys_with_host_names(tmp_path: Path) -> None:
    key = r"ControlSet001\Services\HTTP\Parameters\SslSniBindingInfo"
    system: dict[str, dict[str, Any]] = {
        f"{key}\\{{1234}}": {"HostnamePort": "shop.example:443", "SslCertHash": b"\1\2"},
        f"{key}\\other.example:443": {"SslCertHash": b"\3\4"},
    }
    records = found("Tls", offline(tmp_path, system=system))
    told = {name: item.thumbprint for name, item in records.items()}
    assert told == {"shop.example:443": "0102", "other.example:443": "0304"}


def test_limits_of_http_sys_are_told(built: Built) -> None:
    told = fates(built.result.plan)
    if built.name == "everything":
        assert told["http.sys MaxFieldLength"] == ("Undecided", "artifact.http-sys-setting")
        assert "http.sys Other" not in told


def test_odbc(everything: Everything, built: Built) -> None:
    records = everything.of("OdbcDsn")
    shop = records["Shop"]
    assert isinstance(shop, OdbcSource)
    assert (shop.driver, shop.view, shop.withheld) == ("SQL Server", "64", ("PWD",))
    assert [item.name for item in shop.settings] == ["Server", "Database"]
    if built.name != "everything":
        return
    told = fates(built.result.plan)
    assert told["MySQL ODBC 5.3 Driver"] == ("Undecided", "artifact.odbc-driver")
    assert told["Shop: PWD"] == ("Undecided", "artifact.odbc-secret")
    folder = r"Common Files\ODBC\Data Sources"
    assert told[rf"C:\Program Files (x86)\{folder}\Bank.dsn"] == ("Undecided", "artifact.odbc-file-secret")
    assert rf"C:\Program Files\{folder}\Stock.dsn" in {item.target for item in built.result.plan.extras.files}
    keys = {item.key for item in built.result.plan.extras.settings}
    # 32-bit sources lie where 32-bit pools look.
    assert r"HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\ODBC\ODBC.INI\Old" in keys
    assert r"HKEY_LOCAL_MACHINE\SOFTWARE\ODBC\ODBC.INI\Shop" in keys


def test_odbc_of_a_32_bit_server_lies_on_the_32_bit_side(built: Built) -> None:
    if built.name == "by-name":
        keys = {item.key for item in built.result.plan.extras.settings if item.step == "OdbcDsn:Shop"}
        assert keys == {
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\ODBC\ODBC.INI\ODBC Data Sources",
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\ODBC\ODBC.INI\Shop",
        }


def test_com(everything: Everything, built: Built) -> None:
    records = everything.of("ComRegistrations")
    told = {name: item.classes for name, item in records.items() if isinstance(item, ComServer)}
    assert told[r"C:\Shop\bin\Cart.dll (32-bit)"] == ("Shop.Cart.1",)
    assert len(told) == 4
    if built.name != "everything":
        return
    attributes = [dict(item.attributes) for item in built.result.plan.extras.actions if item.action == "com"]
    assert attributes == [
        # Named: copied to where it was, and registered.
        {"file": r"C:\Contoso\Pdf.dll", "system": "System32"},
        # In the content of a site: registered where it lies, by the 32-bit tool.
        {"file": r"C:\Shop\bin\Cart.dll", "system": "SysWOW64"},
    ]


def test_com_of_dotnet_programs_and_windows(tmp_path: Path) -> None:
    software: dict[str, dict[str, Any]] = {
        f"{_CLSID}\\{{1}}\\InprocServer32": {"": "mscoree.dll", "CodeBase": "file:///C:/net/A.dll"},
        f"{_CLSID}\\{{2}}\\InprocServer32": {
            "": "mscoree.dll",
            "Assembly": "Contoso.Net, Version=1.0.0.0, Culture=neutral, PublicKeyToken=0123456789abcdef",
        },
        f"{_CLSID}\\{{3}}\\InprocServer32": {
            "": "mscoree.dll",
            "Assembly": "System.X, Version=2.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089",
        },
        f"{_CLSID}\\{{4}}\\InprocServer32": {"": r"%CommonProgramFiles%\Microsoft Shared\x.dll"},
        f"{_CLSID}\\{{5}}\\InprocServer32": {"": "ole32.dll"},
        f"{_CLSID}\\{{6}}\\InprocServer32": {"": r"C:\own\plain.dll"},
    }
    files: dict[str, bytes | None] = {r"\net\A.dll": b"MZ", r"\own\plain.dll": b"MZ"}
    assert fates(planned(offline(tmp_path, files, software=software), "ComRegistrations")) == {
        r"C:\net\A.dll": ("Undecided", "artifact.com-managed"),
        "Contoso.Net": ("Undecided", "artifact.com-managed"),
        r"C:\own\plain.dll": ("Undecided", "artifact.com-offered"),
    }


def test_registry_keys_that_were_named(built: Built) -> None:
    plan = built.result.plan
    mine = [item for item in plan.extras.settings if item.step.startswith("RegistryKeys:")]
    if built.name == "roles":
        assert mine == []
        return
    side = "Wow6432Node\\" if built.name == "by-name" else ""
    base = f"HKEY_LOCAL_MACHINE\\SOFTWARE\\{side}Contoso\\Shop"
    assert [(item.key, item.name, item.type, item.value) for item in mine] == [
        (base, "Folder", "sz", r"C:\drives\D\shop"),
        (base, "Retries", "dword", "5"),
        (base, "Names", "multi-sz", "a\0b"),
        (f"{base}\\Ünder", "", "sz", "default"),
    ]
    told = fates(plan)
    assert told[r"HKLM\SOFTWARE\Contoso\Shop\Password"] == ("Undecided", "artifact.registry-secret")
    assert told[f"{base}\\Ünder\\Zwei\nlines"] == ("Undecided", "artifact.registry-name")


def test_registry_keys_of_the_current_control_set(tmp_path: Path) -> None:
    system = {r"ControlSet001\Services\Tcpip\Parameters": {"MaxUserPort": 65534}}
    name = r"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters"
    asked = {"RegistryKeys": (name, r"HKCU\Software\X", "HKLM", r"HKLM\SAM\x")}
    records = found("RegistryKeys", offline(tmp_path, system=system, asked=asked))
    assert list(records) == [name]
    assert [(item.name, item.value) for item in records[name].values] == [("MaxUserPort", "65534")]


def test_a_registry_file_as_regedit_writes_it() -> None:
    def setting(name: str, kind: Any, value: str, key: str = "HKEY_LOCAL_MACHINE\\SOFTWARE\\A") -> RegistrySetting:
        return RegistrySetting("s", key, name, kind, value)

    made = render_registry(
        "x.reg",
        [
            setting("text", "sz", 'a "b" \\ ü'),
            setting("lines", "sz", "a\r\nb"),
            setting("", "expand-sz", "%X%"),
            setting("number", "dword", "4294967295"),
            setting("long", "qword", "1"),
            setting("many", "multi-sz", "a\0b"),
            setting("none", "multi-sz", ""),
            setting("bytes", "binary", "00ff"),
        ],
    )
    data = made.encode()
    assert data.startswith(b"\xff\xfe")
    lines = data.decode("utf-16").split("\r\n")
    assert lines[:3] == ["Windows Registry Editor Version 5.00", "", r"[HKEY_LOCAL_MACHINE\SOFTWARE\A]"]
    assert lines[3:] == [
        r'"text"="a \"b\" \\ ü"',
        '"lines"=hex(1):61,00,0d,00,0a,00,62,00,00,00',
        "@=hex(2):25,00,58,00,25,00,00,00",
        '"number"=dword:ffffffff',
        '"long"=hex(b):01,00,00,00,00,00,00,00',
        '"many"=hex(7):61,00,00,00,62,00,00,00,00,00',
        '"none"=hex(7):00,00',
        '"bytes"=hex:00,ff',
        "",
    ]


@pytest.mark.parametrize(("key", "name"), [("A\r\n[B", ""), ("A]", ""), ("A", "x\n[HKLM]"), ("A", "\u2028")])
def test_no_name_can_begin_a_line_of_its_own(key: str, name: str) -> None:
    with pytest.raises(ValueError, match="HKEY"):
        render_registry("x.reg", [RegistrySetting("s", f"HKEY_LOCAL_MACHINE\\{key}", name, "sz", "v")])
