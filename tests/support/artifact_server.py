# ruff: noqa: E501 - lines of configuration are as long as they are
"""A server that has a little of everything, written into folders: hives by hivex, files by hand. It never ran."""

from __future__ import annotations

import base64
import hashlib
import struct
from typing import TYPE_CHECKING, Any

from tests.support.hives import make_hive
from tests.support.planted import planted
from tests.support.servers import write_server

if TYPE_CHECKING:
    from pathlib import Path

USER = "S-1-5-21-1004336348-1177238915-682003330-1001"
ROOT_CA = base64.b64decode(
    "MIIBrTCCAVOgAwIBAgIUJUdY03mmXu3seJVFRirRosX/YPYwCgYIKoZIzj0EAwIwLDEQMA4GA1UECgwHQ29udG9zbzEYMBYGA1UE"
    "AwwPQ29udG9zbyBSb290IENBMB4XDTI2MTEyNzA3MDExN1oXDTQ2MTEyMjA3MDExN1owLDEQMA4GA1UECgwHQ29udG9zbzEYMBYG"
    "A1UEAwwPQ29udG9zbyBSb290IENBMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEkAJdpOVwTfYKa5YwtPIt9/MbdgRwA3yxTuRR"
    "ZJNshjsKEMmFkpsyVazJCpNj3qEYx1hwqberyfX+N30XE+7K5KNTMFEwHQYDVR0OBBYEFH3Kdwc3Svokeu2fetHqyaToU4lOMB8G"
    "A1UdIwQYMBaAFH3Kdwc3Svokeu2fetHqyaToU4lOMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAL7/LE06WJJH"
    "WlndcWDqQXnt9onUBMyk27n/fcnai/7tAiAhN5yMW1lqfJocLsB/PmdhXCe+ur4ElK6OcLke6NLB7g=="
)
SHOP = base64.b64decode(
    "MIIBhDCCASmgAwIBAgIURj4ITtKghh3Dn0Kp/SIsmQi4zAAwCgYIKoZIzj0EAwIwFzEVMBMGA1UEAwwMc2hvcC5leGFtcGxlMB4X"
    "DTI2MTEyNzA3MDExN1oXDTM2MTEyNDA3MDExN1owFzEVMBMGA1UEAwwMc2hvcC5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0D"
    "AQcDQgAEz2NperB4oCVfAheKo2cysA9X8guvvEnBfg3PM6R9PmDYNU8v5hYaRqF3EDDrqjTWEtjwjHlQE8OBxaUNZsdonKNTMFEw"
    "HQYDVR0OBBYEFJJvjvAMMHmb5Wy64mA6/0QTzRDbMB8GA1UdIwQYMBaAFJJvjvAMMHmb5Wy64mA6/0QTzRDbMA8GA1UdEwEB/wQF"
    "MAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAKYCjLxfPHp2lyf4c9MBTu9slkU2L5UWNbgpBRRQUR9TAiEA2C6e8IWBPip3yLVcHEaK"
    "32nBhtTEhVCdEYQkHYsTTvc="
)
_UNINSTALL = r"Microsoft\Windows\CurrentVersion\Uninstall"
_SERVICES = r"ControlSet001\Services"
_MANAGER = r"Microsoft\ServerManager\ServicingStorage\ServerComponentCache"
_OPTIONAL = r"Microsoft\Windows\CurrentVersion\Component Based Servicing\Notifications\OptionalFeatures"
_SQL = r"Microsoft\Microsoft SQL Server"
_PRODUCT = "{23170F69-40C1-2702-1900-000001000000}"
_PRODUCT_KEY = r"Microsoft\Windows\CurrentVersion\Installer\UserData\S-1-5-18\Products\96F071321C0420729100000010000000"
_SCHANNEL = r"ControlSet001\Control\SecurityProviders\SCHANNEL"


def blob(data: bytes, *, key: bool = False) -> bytes:
    """A certificate as the registry stores it ([MS-GPEF] 2.2.1.1.1)."""
    properties = [(3, hashlib.sha1(data, usedforsecurity=False).digest()), (32, data)]
    if key:
        properties.insert(0, (2, b"provider"))
    return b"".join(struct.pack("<III", number, 1, len(part)) + part for number, part in properties)


def thumbprint(data: bytes) -> str:
    """SHA-1 as stores name it."""
    return hashlib.sha1(data, usedforsecurity=False).hexdigest().upper()


_ZONES = r"Microsoft\Windows NT\CurrentVersion\DNS Server\Zones"
SOFTWARE: dict[str, dict[str, Any]] = {
    f"{_OPTIONAL}\\NetFx3": {"Selection": 1},
    f"{_OPTIONAL}\\TelnetClient": {"Selection": 1},
    f"{_OPTIONAL}\\SNMP": {"Selection": 1},
    f"{_MANAGER}\\Web-Ftp-Server": {"InstallState": 1},
    f"{_MANAGER}\\Contoso-Role": {"InstallState": 1},
    f"{_MANAGER}\\Web-CGI": {"InstallState": 0},
    f"{_UNINSTALL}\\{_PRODUCT}": {
        "DisplayName": "7-Zip 19.00 (x64 edition)",
        "DisplayVersion": "19.00.00.0",
        "Publisher": "Igor Pavlov",
        "WindowsInstaller": 1,
    },
    f"{_PRODUCT_KEY}\\InstallProperties": {"LocalPackage": r"C:\Windows\Installer\1a2b.msi"},
    f"{_UNINSTALL}\\VC": {"DisplayName": "Microsoft Visual C++ 2013 Redistributable (x64)", "Publisher": "Microsoft"},
    f"{_UNINSTALL}\\Tools": {"DisplayName": "VMware Tools", "Publisher": "VMware, Inc."},
    f"{_UNINSTALL}\\KB": {"DisplayName": "Security Update (KB2468871)", "ParentKeyName": "DotNet"},
    f"{_UNINSTALL}\\Hidden": {"DisplayName": "Hidden part", "SystemComponent": 1},
    f"{_UNINSTALL}\\Nameless": {"DisplayVersion": "1"},
    f"Wow6432Node\\{_UNINSTALL}\\Viewer": {"DisplayName": "Contoso Viewer", "Publisher": "Contoso"},
    f"{_SQL}\\Instance Names\\SQL": {"SQLEXPRESS": "MSSQL12.SQLEXPRESS"},
    f"{_SQL}\\MSSQL12.SQLEXPRESS\\Setup": {
        "Version": "12.0.2000.8",
        "PatchLevel": "12.3.6024.0",
        "Edition": "Express Edition",
        "Collation": "Latin1_General_CI_AS",
    },
    f"{_SQL}\\MSSQL12.SQLEXPRESS\\MSSQLServer": {"DefaultData": r"C:\Data", "LoginMode": 2},
    f"{_SQL}\\MSSQL12.SQLEXPRESS\\MSSQLServer\\SuperSocketNetLib\\Tcp\\IPAll": {
        "TcpPort": "1433",
        "TcpDynamicPorts": "",
    },
    f"{_ZONES}\\example.test": {"Type": 1, "DatabaseFile": "example.test.dns"},
    f"{_ZONES}\\ad.example.test": {"Type": 1, "DsIntegrated": 1},
    f"{_ZONES}\\partner.test": {"Type": 2, "DatabaseFile": "partner.test.dns"},
    r"Microsoft\DhcpServer\Configuration\Subnets\10.0.0.0": {
        "SubnetName": "Office",
        "SubnetMask": 0xFFFFFF00,
    },
    r"Microsoft\DhcpServer\Configuration\Subnets\10.0.0.0\IpRanges\10.0.0.10": {
        "StartAddress": 0x0A00000A,
        "EndAddress": 0x0A0000C8,
    },
    r"Microsoft\Windows NT\CurrentVersion\ProfileList" + f"\\{USER}": {"ProfileImagePath": r"C:\Users\anna"},
    rf"Microsoft\SystemCertificates\Root\Certificates\{thumbprint(ROOT_CA)}": {"Blob": blob(ROOT_CA)},
    rf"Microsoft\SystemCertificates\Root\Certificates\{'0' * 40}": {"Blob": blob(ROOT_CA)},
    rf"Microsoft\SystemCertificates\My\Certificates\{thumbprint(SHOP)}": {"Blob": blob(SHOP, key=True)},
    r"Microsoft\.NETFramework\v4.0.30319": {"SchUseStrongCrypto": 1},
    r"Wow6432Node\Microsoft\.NETFramework\v4.0.30319": {"SchUseStrongCrypto": 1},
    r"ODBC\ODBC.INI\ODBC Data Sources": {"Shop": "SQL Server", "Mine": "MySQL ODBC 5.3 Driver"},
    r"ODBC\ODBC.INI\Shop": {"Server": "DB01", "Database": "shop", "PWD": planted("§odbc§")},
    r"ODBC\ODBC.INI\Mine": {"SERVER": "db02", "Trace": r"D:\logs\odbc.log"},
    r"ODBC\ODBCINST.INI\SQL Server": {"Driver": r"%WINDIR%\system32\SQLSRV32.dll"},
    r"Wow6432Node\ODBC\ODBC.INI\ODBC Data Sources": {"Old": "SQL Server"},
    r"Wow6432Node\ODBC\ODBC.INI\Old": {"Server": "DB03"},
    r"Classes\CLSID\{11111111-1111-1111-1111-111111111111}\InprocServer32": {"": r"C:\Windows\System32\scrrun.dll"},
    r"Classes\Wow6432Node\CLSID\{22222222-2222-2222-2222-222222222222}\InprocServer32": {"": r"C:\Shop\bin\Cart.dll"},
    r"Classes\Wow6432Node\CLSID\{22222222-2222-2222-2222-222222222222}\ProgID": {"": "Shop.Cart.1"},
    r"Classes\CLSID\{33333333-3333-3333-3333-333333333333}\InprocServer32": {"": r"C:\Contoso\Pdf.dll"},
    r"Classes\CLSID\{44444444-4444-4444-4444-444444444444}\LocalServer32": {"": r'"C:\Contoso\Office.exe" /auto'},
    r"Classes\CLSID\{55555555-5555-5555-5555-555555555555}\InprocServer32": {"": r"C:\Gone\Gone.dll"},
    r"Microsoft\Windows NT\CurrentVersion\Fonts": {
        "Arial (TrueType)": "arial.ttf",
        "Contoso Sans (TrueType)": "contoso.ttf",
        "Lost (TrueType)": "lost.ttf",
    },
    r"Contoso\Shop": {"Folder": r"D:\shop", "Retries": 5, "Names": ["a", "b"], "Password": planted("§registry§")},
    r"Contoso\Shop\Ünder": {"": "default", "Zwei\nlines": "x"},
}
SYSTEM: dict[str, dict[str, Any]] = {
    f"{_SERVICES}\\Apache2.4": {
        "ImagePath": r'"C:\Program Files\Apache24\bin\httpd.exe" -k runservice',
        "Type": 16,
        "Start": 2,
    },
    f"{_SERVICES}\\Tomcat8": {"ImagePath": r'"C:\Tomcat 8\bin\Tomcat8.exe" //RS//Tomcat8', "Type": 16, "Start": 2},
    f"{_SERVICES}\\DNS": {"ImagePath": r"%SystemRoot%\system32\dns.exe", "Type": 16, "Start": 2},
    f"{_SERVICES}\\DNS\\Parameters": {"Forwarders": ["10.0.0.2"]},
    f"{_SERVICES}\\DHCPServer": {
        "ImagePath": r"%SystemRoot%\system32\svchost.exe -k DHCPServer",
        "Type": 32,
        "Start": 2,
    },
    f"{_SERVICES}\\DHCPServer\\Parameters": {"DatabasePath": r"%SystemRoot%\System32\dhcp"},
    f"{_SERVICES}\\MSMQ": {"ImagePath": r"%systemroot%\system32\mqsvc.exe", "Type": 16, "Start": 2},
    f"{_SERVICES}\\MSSQL$SQLEXPRESS": {"ImagePath": r'"C:\SQL\Binn\sqlservr.exe" -sSQLEXPRESS', "Type": 16, "Start": 2},
    f"{_SERVICES}\\OrderWorker": {
        "ImagePath": planted(r"C:\Contoso\worker.exe --password=§service§"),
        "DisplayName": "Order Worker",
        "ObjectName": r".\worker",
        "Type": 16,
        "Start": 2,
    },
    f"{_SERVICES}\\OldAgent": {"ImagePath": r"C:\Contoso\agent.exe", "Type": 16, "Start": 4},
    f"{_SERVICES}\\Disk": {"ImagePath": r"\SystemRoot\System32\drivers\disk.sys", "Type": 1, "Start": 0},
    f"{_SCHANNEL}\\Protocols\\SSL 3.0\\Server": {"Enabled": 0, "DisabledByDefault": 1},
    f"{_SCHANNEL}\\Protocols\\TLS 1.0\\Server": {"Enabled": 0xFFFFFFFF},
    f"{_SCHANNEL}\\Ciphers\\RC4 128/128": {"Enabled": 0},
    f"{_SERVICES}\\HTTP\\Parameters\\SslBindingInfo\\0.0.0.0:443": {
        "SslCertHash": bytes.fromhex(thumbprint(SHOP)),
        "SslCertStoreName": "MY",
    },
    f"{_SERVICES}\\HTTP\\Parameters": {"MaxFieldLength": 65534, "Other": 1},
    # O:BAG:BAD:(A;;GX;;;NS)
    f"{_SERVICES}\\HTTP\\Parameters\\UrlAclInfo": {
        "http://+:8080/orders/": bytes.fromhex(
            "01000480 14000000 24000000 00000000 34000000 01020000000000052000000020020000"
            "01020000000000052000000020020000 02001c0001000000 0000140000000020010100000000000514000000"
        ),
    },
    f"{_SERVICES}\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules": {
        "{A}": "v2.20|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=8080|App=C:\\Contoso\\worker.exe|Name=Worker|",
        "{B}": "v2.20|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=81|Name=No admin|",
        "{C}": "v2.20|Action=Allow|Active=TRUE|Dir=In|Name=@FirewallAPI.dll,-25000|EmbedCtxt=@FirewallAPI.dll,-25001|",
        "{D}": "v2.20|Action=Allow|Active=FALSE|Dir=In|Name=Off|",
    },
    f"{_SERVICES}\\LanmanServer\\Shares": {
        "upload": ["CATimeout=0", "Path=C:\\upload", "Remark=for partners", "Type=0"],
        "laser": ["Path=Laser,LocalsplOnly", "Type=1"],
    },
}
SAM: dict[str, dict[str, Any]] = {
    r"SAM\Domains\Account\Users\Names\Administrator": {"": (500, b"")},
    r"SAM\Domains\Account\Users\Names\worker": {"": (1001, b"")},
}
NTUSER: dict[str, dict[str, Any]] = {
    f"Software\\{_UNINSTALL}\\Editor": {"DisplayName": "Anna's Editor", "Publisher": "Example"},
    r"Software\ODBC\ODBC.INI\ODBC Data Sources": {"Private": "SQL Server"},
    r"Software\ODBC\ODBC.INI\Private": {"Server": "DB01"},
}
_HTTPD = r"""
Define SRVROOT "C:/Program Files/Apache24"
ServerRoot "${SRVROOT}"
Listen 8081
# Listen 9999
LoadModule rewrite_module modules/mod_rewrite.so
<IfModule ssl_module>
Listen 9443
</IfModule>
<IfModule !ssl_module>
LoadModule alias_module \
    modules/mod_alias.so
</IfModule>
DocumentRoot "${SRVROOT}/htdocs"
Include conf/extra/*.conf
Include conf/gone.conf
"""
_VHOSTS = """
Listen 8082
<VirtualHost *:8082>
  ServerName blog.example
  ServerAlias www.blog.example
  DocumentRoot "D:/blog"
  SSLCertificateKeyFile "conf/blog.key"
</VirtualHost>
"""
_TASK = planted(
    """<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers><CalendarTrigger><StartBoundary>2015-01-01T03:00:00</StartBoundary></CalendarTrigger></Triggers>
  <Principals><Principal id="Author"><UserId>S-1-5-18</UserId></Principal></Principals>
  <Settings><Enabled>true</Enabled></Settings>
  <Actions Context="Author"><Exec><Command>C:\\Contoso\\report.exe</Command><Arguments>-p §task§</Arguments></Exec></Actions>
</Task>"""
)
_MACHINE = planted(
    """<configuration>
  <system.data><DbProviderFactories>
    <add name="SqlClient" invariant="System.Data.SqlClient" description="stock" type="S" />
    <add name="MySQL" invariant="MySql.Data.MySqlClient" description="MySQL" type="MySql.Data, Version=6.9.9.0" />
  </DbProviderFactories></system.data>
  <system.net><mailSettings><smtp from="shop@example.test"><network host="mail.example.test" port="25" /></smtp></mailSettings></system.net>
  <system.web><machineKey validationKey="§machine§" decryptionKey="AutoGenerate" /></system.web>
</configuration>"""
)
_ZONE = b"""; zone file
$TTL 3600
@  IN SOA ns.example.test. admin.example.test. (
        12 900 600 86400 3600 )
   NS ns.example.test.
www A 10.0.0.5 ; the shop
"""


def _queue(name: str, **values: str) -> bytes:
    lines = ["[Properties]", f"Label={name}", f"QueueName={name}", *(f"{key}={value}" for key, value in values.items())]
    return "\r\n".join(lines).encode()


FILES: dict[str, bytes] = {
    "Program Files/Common Files/ODBC/Data Sources/Stock.dsn": b"[ODBC]\r\nDRIVER=SQL Server\r\nSERVER=DB04\r\n",
    "Program Files (x86)/Common Files/ODBC/Data Sources/Bank.dsn": planted(
        "[ODBC]\r\nDRIVER=SQL Server\r\nUID=bank\r\nPWD=§dsn§\r\n"
    ).encode(),
    "Windows/System32/dns/example.test.dns": _ZONE,
    "Windows/System32/drivers/etc/hosts": b"# comment\r\n127.0.0.1 localhost\r\n10.0.0.9  db01 db01.example.test # old\r\nbad nowhere\r\n",
    "Windows/System32/Tasks/Contoso/Nightly report": _TASK.encode("utf-16"),
    "Windows/System32/Tasks/Microsoft/Windows/Defrag/ScheduledDefrag": _TASK.encode("utf-16"),
    "Windows/System32/msmq/storage/lqs/00000001.aaaa": _queue(r"\private$\orders", Journal="01", Transaction="01"),
    "Windows/System32/msmq/storage/lqs/00000002.bbbb": _queue(r"\private$\admin_queue$"),
    "Windows/System32/msmq/storage/p0000001.mq": b"message" * 10,
    "Windows/Fonts/arial.ttf": b"arial",
    "Windows/Fonts/contoso.ttf": b"contoso",
    "Windows/Installer/1a2b.msi": b"msi",
    "Windows/Microsoft.NET/Framework64/v4.0.30319/Config/machine.config": _MACHINE.encode(),
    "Windows/Microsoft.NET/Framework/v4.0.30319/Config/machine.config": _MACHINE.encode(),
    "Windows/Microsoft.NET/assembly/GAC_MSIL/Contoso.Billing/v4.0_2.1.0.0__0123456789abcdef/Contoso.Billing.dll": b"MZ",
    "Windows/assembly/GAC_MSIL/Unused.Thing/1.0.0.0__0123456789abcdef/Unused.Thing.dll": b"MZ",
    "Program Files/Apache24/bin/httpd.exe": b"MZ",
    "Program Files/Apache24/conf/httpd.conf": _HTTPD.encode(),
    "Program Files/Apache24/conf/extra/vhosts.conf": _VHOSTS.encode(),
    "Program Files/Apache24/conf/blog.key": planted("§apache-key§").encode(),
    "Program Files/Apache24/htdocs/index.html": b"<h1>Apache</h1>",
    "Tomcat 8/bin/Tomcat8.exe": b"MZ",
    "Tomcat 8/conf/server.xml": b'<Server><!-- <Connector port="1"/> --><Connector port="8180" protocol="HTTP/1.1"/></Server>',
    "Tomcat 8/webapps/shop.war": b"PK",
    "SQL/Binn/sqlservr.exe": b"MZ",
    "Data/shop.mdf": b"x" * 3_000_000,
    "Data/shop_log.ldf": b"x" * 1_000,
    "Data/master.mdf": b"x",
    "Contoso/worker.exe": b"MZ",
    "Contoso/agent.exe": b"MZ",
    "Contoso/Pdf.dll": b"MZ pdf",
    "Contoso/Office.exe": b"MZ",
    "Shop/default.aspx": b"<%@ Page %>",
    "Shop/bin/Cart.dll": b"MZ cart",
    "Shop/bin/Shop.dll": b"MZ\0Contoso.Billing\0System.Web\0",
}
DATA_FILES = {"blog/index.php": b"<?php", "blog/wp-config.php": planted("§wp-config§").encode()}
NAMED = (
    "AddRemovePrograms/7-Zip 19.00 (x64 edition)",
    r"ComRegistrations/C:\Contoso\Pdf.dll",
    r"RegistryKeys/HKLM\SOFTWARE\Contoso\Shop",
)
SECRETS = ("odbc", "registry", "service", "task", "machine", "apache-key", "wp-config", "variable")


def write_everything(root: Path, **options: Any) -> tuple[str, str]:
    """Write the server's drives C: and D: below ``root``; their paths."""
    drive, data = root / "c", root / "d"
    environment = {"SHOP_HOME": r"D:\shop", "SHOP_PASSWORD": planted("§variable§"), "Path": r"%SystemRoot%;C:\Tools"}
    asked = {
        "computer": "ALL01",
        "sites": {"Shop": r"C:\Shop"},
        "features": ("W3SVC", "ASPNET45", "WindowsAuthentication"),
        "software": SOFTWARE,
        "system": SYSTEM,
        "environment": environment,
        **options,
    }
    write_server(drive, **asked)
    config = drive / "Windows" / "System32" / "config"
    make_hive(config / "SAM", SAM)
    (drive / "Users" / "anna").mkdir(parents=True)
    make_hive(drive / "Users" / "anna" / "NTUSER.DAT", NTUSER)
    for folder, files in ((drive, FILES), (data, DATA_FILES)):
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    return str(drive), str(data)
