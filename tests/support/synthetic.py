# ruff: noqa: E501 - lines of configuration are as long as they are
"""Eight servers, Windows Server 2003 to 2025, none of which ever ran: hives, configuration and pages made for the tests."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.support import metabase
from tests.support.artifact_server import SAM
from tests.support.disks import MIB, Part, capture_wim, convert, make_disk, make_ntfs
from tests.support.hives import make_hive, server_hives
from tests.support.job_files import DISABLED, job_file
from tests.support.planted import planted
from tests.support.servers import host_config, write_server

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNINSTALL = r"Microsoft\Windows\CurrentVersion\Uninstall"
_SERVICES = r"ControlSet001\Services"
_FIREWALL = rf"{_SERVICES}\SharedAccess\Parameters\FirewallPolicy"


class Synthetic(NamedTuple):
    """A server.

    Attributes:
        options: Of ``write_server``; for Server 2003 of ``server_hives``.
        files: Content of the system drive.
        data: Content of drive D:, if it has one.
        disk: ``mbr vhd-fixed``, ``gpt vhdx-dynamic``, ``wim``.
        metabase: MetaBase.xml of IIS 6.
    """

    options: dict[str, Any]
    files: Mapping[str, str | bytes]
    disk: str
    data: Mapping[str, str | bytes] = {}
    metabase: bytes = b""


def _program(name: str, version: str, publisher: str = "Example Ltd.") -> dict[str, str]:
    return {"DisplayName": name, "DisplayVersion": version, "Publisher": publisher}


def _site(name: str, number: int, applications: str, *bindings: str, more: str = "") -> str:
    lines = "".join(
        f'<binding protocol="{protocol}" bindingInformation="{information}" sslFlags="{flags or 0}" />'
        for protocol, information, flags in (f"{item}  ".split(" ")[:3] for item in bindings)
    )
    return f'<site name="{name}" id="{number}">{applications}<bindings>{lines}</bindings>{more}</site>\n'


def _application(path: str, folder: str, pool: str = "DefaultAppPool", more: str = "", protocols: str = "http") -> str:
    return (
        f'<application path="{path}" applicationPool="{pool}" enabledProtocols="{protocols}">'
        f'<virtualDirectory path="/" physicalPath="{folder}" />{more}</application>'
    )


def _location(path: str, inner: str) -> str:
    return f'  <location path="{path}">\n    <system.webServer>{inner}</system.webServer>\n  </location>\n'


_SERVER_2003 = Synthetic(
    {
        "version": "5.2",
        "build": 3790,
        "product": "Microsoft Windows Server 2003",
        "edition": "",
        "installation": "",
        "service_pack": "Service Pack 2",
        "architecture": "x86",
        "computer": "WEB2003",
        "iis": "6.0",
        "features": (),
        "release": 0,
        "system_root": r"C:\WINDOWS",
        "system": {
            # The firewall came with a service pack; a program of the Resource Kit made services of anything.
            rf"{_FIREWALL}\StandardProfile": {"EnableFirewall": 1},
            rf"{_FIREWALL}\StandardProfile\GloballyOpenPorts\List": {
                "80:TCP": "80:TCP:*:Enabled:Web",
                "8080:TCP": "8080:TCP:192.168.1.0/255.255.255.0:Enabled:Shop office",
                "3389:TCP": "3389:TCP:*:Enabled:@xpsp2res.dll,-22009",
            },
            rf"{_SERVICES}\OrderImport": {
                "ImagePath": r"C:\WINDOWS\system32\srvany.exe",
                "Start": 2,
                "Type": 0x10,
                "DisplayName": "Order import",
                "ObjectName": r".\worker",
            },
            rf"{_SERVICES}\OrderImport\Parameters": {"Application": r"C:\Orders\import.exe"},
        },
        "software": {
            r"Microsoft\Windows\CurrentVersion\Setup\Oc Manager\Subcomponents": {
                "iis_www": 1,
                "iis_asp": 1,
                "aspnet": 1,
                "iis_ftp": 1,
            },
            r"Microsoft\NET Framework Setup\NDP\v2.0.50727": {"Install": 1},
            rf"{_UNINSTALL}\PHP 5": _program("PHP 5.2.17", "5.2.17", "The PHP Group"),
            r"ODBC\ODBC.INI\ODBC Data Sources": {"Orders": "SQL Server"},
            r"ODBC\ODBC.INI\Orders": {
                "Driver": r"C:\WINDOWS\system32\SQLSRV32.dll",
                "Server": "SQL01",
                "Database": "Orders",
            },
        },
    },
    {
        "Inetpub/wwwroot/default.asp": "<% Response.Write Now %>",
        "Inetpub/wwwroot/err/404.htm": "gone",
        "shop/default.aspx": "<%@ Page %>",
        "shop/bin/Shop.dll": "MZ",
        "shop/web.config": planted(
            '<configuration><connectionStrings><add name="Shop" connectionString="Server=SQL01;Database=Shop;User ID=shop;Password=§shop-2003§"/></connectionStrings></configuration>'
        ),
        "php/blog/index.php": "<?php",
        "Orders/import.exe": "MZ",
        "Program Files/Common Files/ODBC/Data Sources/Stock.dsn": "[ODBC]\r\nDRIVER=SQL Server\r\nUID=stock\r\nDATABASE=Stock\r\nSERVER=SQL01\r\n",
        "WINDOWS/system32/srvany.exe": "MZ",
        "WINDOWS/Tasks/Nightly import.job": job_file(r"C:\Orders\import.exe", planted("-p §task-2003§")),
        "WINDOWS/Tasks/Old report.job": job_file(r"C:\Orders\report.exe", flags=DISABLED),
    },
    "mbr vhd-dynamic",
    {"images/logo.gif": "GIF89a"},
    metabase.document(
        metabase.mime_map(".htm,text/html", ".gif,image/gif", ".css,text/css"),
        metabase.service(
            ScriptMaps=metabase.script_maps("v2.0.50727", r".php,C:\php\php5isapi.dll,5,GET,POST"),
            WebSvcExtRestrictionList=[
                "0,*.dll",
                "0,*.exe",
                r"1,C:\WINDOWS\system32\inetsrv\asp.dll,0,ASP,Active Server Pages",
                r"1,C:\WINDOWS\Microsoft.NET\Framework\v2.0.50727\aspnet_isapi.dll,0,ASP.NET v2.0.50727,ASP.NET v2.0.50727",
                r"1,C:\php\php5isapi.dll,1,,PHP",
            ],
        ),
        metabase.pools(
            metabase.pool(
                "ShopPool",
                AppPoolIdentityType="3",
                WAMUserName=r"WEB2003\shop",
                WAMUserPass=planted("4963§pool-2003§"),
                PeriodicRestartSchedule=["03:00"],
            )
        ),
        metabase.server(
            1, root_AspEnableParentPaths="TRUE", root_HttpErrors=[r"404,*,FILE,C:\Inetpub\wwwroot\err\404.htm"]
        ),
        metabase.key("IIsWebVirtualDir", "/LM/W3SVC/1/ROOT/images", Path=r"D:\images", AccessFlags="AccessRead"),
        metabase.key(
            "IIsWebVirtualDir",
            "/LM/W3SVC/1/ROOT/blog",
            AppRoot="/LM/W3SVC/1/ROOT/blog",
            AppFriendlyName="blog",
            Path=r"C:\php\blog",
        ),
        metabase.key("IIsWebVirtualDir", "/LM/W3SVC/1/ROOT/old", HttpRedirect="/blog, PERMANENT,"),
        metabase.server(
            1234567,
            "Root",
            path=r"C:\shop",
            ServerComment="Shop",
            ServerBindings=[":80:shop.example", "192.168.1.5:8080:"],
            SecureBindings=":443:",
            SSLCertHash="00112233",
            root_AppPoolId="ShopPool",
            root_DefaultDoc="default.aspx",
            root_AuthFlags="AuthBasic | AuthNTLM",
        ),
        metabase.key("IIsFtpServer", "/LM/MSFTPSVC/1", ServerComment="Default FTP Site", ServerBindings=":21:"),
        metabase.key("IIsFilters", "/LM/W3SVC/Filters", FilterLoadOrder="rewrite"),
        metabase.key(
            "IIsFilter", "/LM/W3SVC/Filters/rewrite", FilterPath=r"C:\Program Files\Rewrite\ISAPI_Rewrite.dll"
        ),
    ),
)
_SERVER_2008 = Synthetic(
    {
        "version": "6.0",
        "build": 6003,
        "product": "Windows Server (R) 2008 Standard",
        "installation": "",
        "service_pack": "Service Pack 2",
        "architecture": "x86",
        "computer": "WEB2008",
        "iis": "7.0",
        "release": 0,
        "features": ("W3SVC", "ASP", "CGI", "ISAPIExtensions", "DefaultDocument", "ASPNET", "NetFxExtensibility"),
        "software": {r"Microsoft\NET Framework Setup\NDP\v2.0.50727": {"Install": 1}},
        "sites": _site(
            "Default Web Site",
            1,
            _application("/", r"%SystemDrive%\inetpub\wwwroot", "Classic .NET AppPool")
            + _application("/tools", r"C:\tools", "Classic .NET AppPool"),
            "http *:80:",
        ),
        "pools": '<add name="Classic .NET AppPool" managedRuntimeVersion="v2.0" managedPipelineMode="Classic" />\n',
        "locations": _location(
            "Default Web Site/tools",
            r'<handlers accessPolicy="Read, Execute, Script"><add name="calc" path="*.calc" verb="*" modules="CgiModule" scriptProcessor="C:\tools\bin\calc.exe" resourceType="File" /></handlers>',
        ),
    },
    {
        "inetpub/wwwroot/default.aspx": "<%@ Page %>",
        "inetpub/wwwroot/old.asp": "<% %>",
        "tools/index.calc": "1+1",
        "tools/bin/calc.exe": "MZ",
    },
    "mbr vhd-fixed",
)
_SERVER_2008_R2 = Synthetic(
    {
        "version": "6.1",
        "build": 7601,
        "product": "Windows Server 2008 R2 Standard",
        "service_pack": "Service Pack 1",
        "computer": "WEB2008R2",
        "iis": "7.5",
        "release": 0,
        "features": ("W3SVC", "CGI", "HttpRedirect", "ISAPIFilter"),
        "software": {
            rf"{_UNINSTALL}\{{90140000}}": _program("IIS URL Rewrite Module 2", "7.2.1993", "Microsoft Corporation")
        },
        "sites": _site(
            "Blog", 3, _application("/", r"D:\blog", "PHP"), "http *:80:blog.example", "http *:80:www.blog.example"
        ),
        "pools": '<add name="PHP" managedRuntimeVersion=""><processModel identityType="NetworkService" /></add>\n',
        "locations": _location(
            "Blog",
            r'<handlers><add name="PHP via FastCGI" path="*.php" verb="GET,HEAD,POST" modules="FastCgiModule" scriptProcessor="C:\PHP\php-cgi.exe" resourceType="Either" /></handlers><rewrite><rules><rule name="front" stopProcessing="true"><match url=".*" /><action type="Rewrite" url="index.php" /></rule></rules></rewrite>',
        ),
    },
    {"PHP/php-cgi.exe": "MZ", "PHP/php.ini": "[PHP]"},
    "mbr vhd-dynamic",
    {"blog/index.php": "<?php", "blog/robots.txt": "User-agent: *"},
)
_SERVER_2012_R2 = Synthetic(
    {
        "computer": "WEB2012R2",
        "features": ("W3SVC", "ASPNET45", "NetFxExtensibility45", "WebSockets"),
        "software": {
            r"Microsoft\Windows\CurrentVersion\Component Based Servicing\Notifications\OptionalFeatures\WCF-TCP-Activation45": {
                "Selection": 1
            }
        },
        "sites": _site(
            "Services",
            1,
            _application("/", r"C:\services", "Services", protocols="http,net.tcp"),
            "http *:80:",
            "https *:443:api.example 1",
            "net.tcp 808:*",
        ),
        "pools": '<add name="Services" managedRuntimeVersion="v4.0"><processModel identityType="SpecificUser" userName="EXAMPLE\\svc" password="[enc:IISWASOnlyAesProvider:Mk0enc9xQ:enc]" /></add>\n',
        "locations": _location(
            "Services", '<security><authentication><windowsAuthentication enabled="true" /></authentication></security>'
        ),
    },
    {
        "Windows/System32/drivers/etc/hosts": "127.0.0.1 localhost\n10.0.0.9 sql01.example # database\n",
        "services/Orders.svc": "",
        "services/bin/Orders.dll": "MZ",
        "services/web.config": planted(
            '<configuration><system.web><compilation targetFramework="4.5.2" /><machineKey validationKey="§validation§" decryptionKey="§decryption§" /></system.web></configuration>'
        ),
    },
    "gpt vhdx-dynamic",
)
_SERVER_2016 = Synthetic(
    {
        "version": "10.0",
        "build": 14393,
        "product": "Windows Server 2016 Standard",
        "computer": "WEB2016",
        "iis": "10.0",
        "release": 394802,
        "features": ("W3SVC", "ASPNET45", "WindowsAuthentication", "BasicAuthentication", "IPSecurity"),
        "sites": _site(
            "Intranet", 1, _application("/", r"C:\inetpub\intranet", "Intranet"), "http *:80:intranet.example"
        ),
        "pools": '<add name="Intranet" managedRuntimeVersion="v4.0" startMode="AlwaysRunning" />\n',
        "locations": _location(
            "Intranet",
            '<security><authentication><anonymousAuthentication enabled="false" /><windowsAuthentication enabled="true" /></authentication><ipSecurity allowUnlisted="false"><add ipAddress="10.0.0.0" subnetMask="255.0.0.0" allowed="true" /></ipSecurity></security>',
        ),
    },
    {
        "inetpub/intranet/default.aspx": "<%@ Page %>",
        "inetpub/intranet/web.config": '<configuration><system.web><compilation targetFramework="4.6.2" /></system.web></configuration>',
    },
    "wim",
)
_SERVER_2019 = Synthetic(
    {
        "version": "10.0",
        "build": 17763,
        "revision": 5329,
        "product": "Windows Server 2019 Datacenter",
        "edition": "ServerDatacenter",
        "computer": "WEB2019",
        "environment": {"API_MODE": "production"},
        "system": {
            rf"{_SERVICES}\Mailer": {
                "ImagePath": r'"C:\Mailer\mailer.exe" -run',
                "Start": 2,
                "Type": 0x10,
                "DisplayName": "Mailer",
            }
        },
        "iis": "10.0",
        "release": 461814,
        "features": ("W3SVC", "ASPNET45"),
        "sites": _site("Api", 1, _application("/", r"C:\api", "Api"), "http *:5000:"),
        "pools": '<add name="Api" managedRuntimeVersion="" />\n',
        "locations": _location("Api", '<cors enabled="true"><add origin="https://www.example" /></cors>'),
    },
    {
        "Mailer/mailer.exe": "MZ",
        "api/Api.dll": "MZ",
        "api/appsettings.json": planted('{"ConnectionStrings": {"Main": "Server=SQL01;Password=§core§"}}'),
        "api/web.config": '<configuration><system.webServer><handlers><add name="aspNetCore" path="*" verb="*" modules="AspNetCoreModuleV2" resourceType="Unspecified" /></handlers><aspNetCore processPath="dotnet" arguments=".\\Api.dll" hostingModel="inprocess" /></system.webServer></configuration>',
    },
    "gpt vhdx-fixed",
)
_SERVER_2022 = Synthetic(
    {
        "version": "10.0",
        "build": 20348,
        "revision": 2340,
        "product": "Windows Server 2022 Standard",
        "computer": "WEB2022",
        "iis": "10.0",
        "release": 528449,
        "features": ("W3SVC", "FTPServer", "FTPSvc", "WebDAV", "HttpCompressionDynamic", "ApplicationInit"),
        "sites": _site("Files", 1, _application("/", r"D:\files", "Files"), "http *:8080:", "ftp *:21:")
        + _site("Admin", 2, _application("/", r"C:\inetpub\admin"), "http 10.0.0.7:81:"),
        "pools": '<add name="Files" managedRuntimeVersion="" />\n',
        "locations": _location("Files", '<directoryBrowse enabled="true" />'),
    },
    {"inetpub/admin/index.html": "<h1>admin</h1>"},
    "gpt vhdx-dynamic",
    {"files/read me.txt": "hello", "files/Büro/日本.txt": "x"},
)
_SERVER_2025 = Synthetic(
    {
        "version": "10.0",
        "build": 26100,
        "revision": 1742,
        "product": "Windows Server 2025 Standard",
        "installation": "Server Core",
        "computer": "WEB2025",
        "iis": "10.0",
        "release": 533509,
        "features": ("W3SVC", "ASPNET45", "NetFxExtensibility45"),
        "sites": _site(
            "Default Web Site", 1, _application("/", r"%SystemDrive%\inetpub\wwwroot"), "http *:80:", "https *:443:"
        ),
        "system": {rf"{_SERVICES}\W3SVC": {"Start": 2, "ImagePath": r"%windir%\system32\svchost.exe -k iissvcs"}},
    },
    {"inetpub/wwwroot/default.aspx": "<%@ Page %>", "inetpub/wwwroot/bin/Site.dll": "MZ"},
    "gpt vhdx-dynamic",
)
SYNTHETIC = {
    "2003": _SERVER_2003,
    "2008": _SERVER_2008,
    "2008-r2": _SERVER_2008_R2,
    "2012-r2": _SERVER_2012_R2,
    "2016": _SERVER_2016,
    "2019": _SERVER_2019,
    "2022": _SERVER_2022,
    "2025": _SERVER_2025,
}
# Seconds since 1970; every file has it, so that the results are the same on each run.
_WHEN = 1_441_101_600


def build(server: Synthetic, folder: Path) -> tuple[Path, ...]:
    """Make the server's disks with real tools, the system's first."""
    if server.disk == "wim":
        volume = make_ntfs(folder / "volume.ntfs", 24 * MIB, lambda root: write(server, root, {}))
        return (capture_wim(volume, folder / "server.wim"),)
    scheme, kind = server.disk.split(" ")
    made = []
    mounted = {}
    if server.data:
        data = make_disk(folder / "data.raw", [Part(10, lambda root: _files(root, server.data))], scheme, identity=1)
        mounted["\\DosDevices\\D:"] = data.mounted_devices[0]
        made.append(data.path)
    system = make_disk(folder / "system.raw", [Part(24, lambda root: write(server, root, mounted))], scheme)
    made.insert(0, system.path)
    return tuple(convert(path, path.with_suffix(f".{kind.partition('-')[0]}"), kind) for path in made)


def write(server: Synthetic, root: Path, mounted: Mapping[str, bytes]) -> None:
    """Write the system drive."""
    if server.metabase:
        system = root / "WINDOWS" / "system32"
        (system / "config").mkdir(parents=True)
        server_hives(system / "config", mounted=mounted, **server.options)
        make_hive(system / "config" / "SAM", SAM)
        (system / "inetsrv").mkdir()
        (system / "inetsrv" / "MetaBase.xml").write_bytes(server.metabase)
    else:
        options = {"sites": "", "pools": "", "locations": "", **server.options}
        config = host_config(options["sites"], options["pools"], options["locations"])
        write_server(root, config=config, mounted=mounted, **server.options)
        make_hive(root / "Windows" / "System32" / "config" / "SAM", SAM)
    _files(root, server.files)


def _files(root: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    _set_times(root)


def _set_times(root: Path) -> None:
    for folder, _, names in os.walk(root, topdown=False):
        for name in (*names, ""):
            os.utime(Path(folder) / name, (_WHEN, _WHEN))
