# ruff: noqa: E501 - lines of configuration are as long as they are
"""Servers whose whole build folders lie in ``tests/goldens``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import quoteattr

from reberth.model.selection import Selection
from tests.support.planted import WEB_CONFIG, planted
from tests.support.servers import write_server

if TYPE_CHECKING:
    from pathlib import Path

NAME = 'O\'Neil "&" <Söhne> $HOME `t %PATH% 日本 😀 {0}'
FOLDER = "C:\\sites\\it's $5 `50%` [new] {x} & 日本 #1"


class Server(NamedTuple):
    """A server: options of ``write_server``, its applicationHost.config, its files, and what is asked for."""

    options: dict[str, Any]
    config: str
    files: dict[str, str]
    selection: Selection = Selection()


def host(sites: str, pools: str = "", sections: str = "", locations: str = "", declared: str = "") -> str:
    """A small applicationHost.config."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<configuration>
  <configSections>
    <sectionGroup name="system.applicationHost">
      <section name="applicationPools" allowDefinition="AppHostOnly" overrideModeDefault="Deny" />
      <section name="sites" allowDefinition="AppHostOnly" overrideModeDefault="Deny" />
    </sectionGroup>
    <sectionGroup name="system.webServer">{declared}
    </sectionGroup>
  </configSections>
  <system.applicationHost>
    <applicationPools>
      <add name="DefaultAppPool" managedRuntimeVersion="v4.0" />{pools}
      <applicationPoolDefaults managedRuntimeVersion="v4.0"><processModel identityType="ApplicationPoolIdentity" /></applicationPoolDefaults>
    </applicationPools>
    <sites>{sites}
    </sites>
  </system.applicationHost>{sections}{locations}
</configuration>
"""


STATIC = Server(
    {"computer": "STATIC01", "features": ("W3SVC", "StaticContent", "DefaultDocument"), "release": 0},
    host("""
      <site name="Default Web Site" id="1">
        <application path="/"><virtualDirectory path="/" physicalPath="%SystemDrive%\\inetpub\\wwwroot" /></application>
        <bindings><binding protocol="http" bindingInformation="*:80:" /></bindings>
      </site>"""),
    {"inetpub/wwwroot/index.html": "<h1>hello</h1>"},
)
SHOP = Server(
    {"computer": "SHOP01", "features": ("W3SVC", "ASPNET45", "WindowsAuthentication", "ManagementConsole")},
    host(
        """
      <site name="Shop" id="2" serverAutoStart="true">
        <application path="/" applicationPool="Shop">
          <virtualDirectory path="/" physicalPath="C:\\apps\\shop" />
          <virtualDirectory path="/images" physicalPath="E:\\images" />
          <virtualDirectory path="/share" physicalPath="\\\\files\\share" userName="DOM\\web" password="[enc:IISWASOnlyAesProvider:Mk0vdir9xQ:enc]" />
        </application>
        <application path="/api" applicationPool="Api"><virtualDirectory path="/" physicalPath="C:\\apps\\shop\\api" /></application>
        <bindings>
          <binding protocol="http" bindingInformation="10.1.2.3:80:shop.example" />
          <binding protocol="https" bindingInformation="*:443:shop.example" sslFlags="1" />
          <binding protocol="ftp" bindingInformation="*:21:" />
        </bindings>
      </site>
      <site name="Old" id="3">
        <application path="/"><virtualDirectory path="/" physicalPath="C:\\old" /></application>
        <bindings><binding protocol="http" bindingInformation="*:81:" /></bindings>
      </site>""",
        """
      <add name="Shop" managedRuntimeVersion="v4.0" startMode="AlwaysRunning" />
      <add name="Api"><processModel identityType="SpecificUser" userName="DOM\\api" password="[enc:IISWASOnlyAesProvider:Mk0pool9xQ:enc]" /></add>""",
        """
  <system.webServer>
    <defaultDocument enabled="true"><files><clear /><add value="start.aspx" /></files></defaultDocument>
  </system.webServer>""",
        """
  <location path="Shop/api">
    <system.webServer><security><authentication><windowsAuthentication enabled="true" /></authentication></security></system.webServer>
  </location>""",
        """
      <section name="defaultDocument" overrideModeDefault="Allow" />
      <sectionGroup name="security"><sectionGroup name="authentication"><section name="windowsAuthentication" overrideModeDefault="Allow" /></sectionGroup></sectionGroup>""",
    ),
    {
        "apps/shop/start.aspx": "<%@ Page %>",
        "apps/shop/web.config": planted(WEB_CONFIG),
        "apps/shop/certs/site.pfx": "Mk0pfx9xQ",
        "apps/shop/web.config.bak": planted('<add key="ApiKey" value="§backup§" />'),
        "apps/shop/api/web.config": '<configuration><appSettings><add key="Data" value="D:\\data\\api" /></appSettings></configuration>',
        "apps/shop/api/bin/Api.dll": "MZ",
        "old/index.html": "old",
    },
    Selection(sites=("shop",)),
)
LEGACY = Server(
    {
        "computer": "LEGACY03",
        "version": "6.0",
        "build": 6003,
        "product": "Windows Server (R) 2008 Standard",
        "architecture": "x86",
        "iis": "7.0",
        "release": 0,
        "features": ("W3SVC", "ASP", "CGI", "HttpRedirect"),
        "software": {
            "Microsoft\\Microsoft SQL Server\\Instance Names\\SQL": {"SQLEXPRESS": "MSSQL.1"},
            "Microsoft\\Microsoft SQL Server\\MSSQL.1\\Setup": {"Version": "9.00.1399.06"},
        },
    },
    host(
        """
      <site name="Default Web Site" id="1">
        <application path="/" applicationPool="Classic .NET AppPool"><virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" /></application>
        <application path="/blog" applicationPool="PHP"><virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot\\blog" /></application>
        <bindings><binding protocol="http" bindingInformation="*:80:" /></bindings>
      </site>""",
        """
      <add name="Classic .NET AppPool" managedRuntimeVersion="v2.0" managedPipelineMode="Classic" />
      <add name="PHP" managedRuntimeVersion="" />""",
    ),
    {
        "inetpub/wwwroot/default.aspx": "",
        "inetpub/wwwroot/old.asp": "<% %>",
        "inetpub/wwwroot/web.config": '<configuration><connectionStrings><add name="Blog" connectionString="Data Source=.\\SQLEXPRESS;Initial Catalog=Blog;Integrated Security=SSPI" /></connectionStrings></configuration>',
        "inetpub/wwwroot/blog/index.php": "<?php",
        "inetpub/wwwroot/blog/web.config": '<configuration><system.webServer><rewrite><rules><rule name="r" /></rules></rewrite></system.webServer></configuration>',
    },
    Selection(windows="ltsc2019"),
)
HOSTILE = Server(
    {"computer": 'WEB"$X`\n04', "features": ("W3SVC",), "release": 0},
    host(
        f"""
      <site name={quoteattr(NAME)} id="1">
        <application path="/" applicationPool={quoteattr(NAME)}><virtualDirectory path="/" physicalPath={quoteattr(FOLDER)} /></application>
        <bindings><binding protocol="http" bindingInformation={quoteattr("*:8080:" + NAME)} /></bindings>
      </site>""",
        f"""
      <add name={quoteattr(NAME)} managedRuntimeVersion="" />""",
    ),
    {
        f"{FOLDER[3:]}/index.html".replace("\\", "/"): "x",
        f"{FOLDER[3:]}/web.config".replace(
            "\\", "/"
        ): f'<configuration><appSettings><add key={quoteattr(NAME.replace("PATH", "X") + " Password")} value="Mk0hostile9xQ" /></appSettings></configuration>',
    },
)
WCF = Server(
    {"computer": "WCF05", "features": ("W3SVC", "ASPNET45")},
    host(
        """
      <site name="Services" id="1">
        <application path="/" enabledProtocols="http,net.tcp"><virtualDirectory path="/" physicalPath="C:\\services" /></application>
        <bindings>
          <binding protocol="https" bindingInformation="*:443:" />
          <binding protocol="http" bindingInformation="*:8000:" />
          <binding protocol="net.tcp" bindingInformation="808:*" />
        </bindings>
      </site>"""
    ),
    {
        "services/Order.svc": "",
        "services/web.config": planted(
            '<configuration><connectionStrings><add name="A" connectionString="Server=S;Password=§kept§" /></connectionStrings></configuration>'
        ),
    },
    Selection(windows="ltsc2025", keep_secrets=True, tls_in_front=True),
)
SERVERS = {"static": STATIC, "shop": SHOP, "legacy": LEGACY, "hostile": HOSTILE, "wcf": WCF}


def write(root: Path, server: Server) -> Path:
    """Write a server as a folder."""
    write_server(root, config=server.config.encode(), **server.options)
    for name, text in server.files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return root
