"""What configuration files name that may be otherwise in a container, and what they may name without a word."""

from __future__ import annotations

import pytest

from reberth.applications.config_file import parse_config
from reberth.applications.noticed_settings import telling_library
from reberth.applications.noticing import Noticing

PATH = "D:\\sites\\shop\\web.config"


def noticed(xml: str, path: str = PATH, *, own: bool = True) -> list[tuple[str, str]]:
    config = parse_config(f"<configuration>\n{xml}\n</configuration>".encode(), path)
    return [(item.what, item.detail) for item in Noticing("WEB01", "corp.example").notice(config, path, own=own)]


def setting(value: str, key: str = "Key") -> str:
    return f'<appSettings><add key="{key}" value="{value}"/></appSettings>'


def access(flags: str) -> str:
    return f'<system.webServer><security><access sslFlags="{flags}"/></security></system.webServer>'


def rule(url: str, header: str = "HTTPS", attributes: str = "") -> str:
    return (
        f'<system.webServer><rewrite><rules><rule name="To https" {attributes}><match url="(.*)"/>'
        f'<conditions><add input="{{{header}}}" pattern="off"/></conditions>'
        f'<action type="Redirect" url="{url}"/></rule></rules></rewrite></system.webServer>'
    )


def scheme(name: str, enabled: str) -> str:
    inner = f'<{name} enabled="{enabled}"/>'
    return f"<system.webServer><security><authentication>{inner}</authentication></security></system.webServer>"


def connection(text: str, provider: str = "") -> str:
    attribute = f' providerName="{provider}"' if provider else ""
    return f'<connectionStrings><add name="Main" connectionString="{text}"{attribute}/></connectionStrings>'


@pytest.mark.parametrize(
    ("xml", "wanted"),
    [
        (scheme("windowsAuthentication", "true"), [("scheme-on", "windowsAuthentication")]),
        (scheme("basicAuthentication", "False"), [("scheme-off", "basicAuthentication")]),
        ('<system.web><authentication mode="Windows"/></system.web>', []),
        (access("Ssl, SslNegotiateCert"), [("tls-required", "Ssl, SslNegotiateCert")]),
        (access("SslNegotiateCert"), []),
        (rule("https://{HTTP_HOST}/{R:1}"), [("https-redirect", "from http")]),
        (rule("https://{HTTP_HOST}/{R:1}", "SERVER_PORT_SECURE"), [("https-redirect", "from http")]),
        # Another name for the same site, or another site: whoever comes by https is sent there too.
        (rule("https://www.shop.example/{R:1}", "HTTP_HOST"), [("https-redirect", "always")]),
        (rule("https://{HTTP_HOST}/{R:1}", "HTTP_X_FORWARDED_PROTO"), []),
        (rule("https://{HTTP_HOST}/{R:1}", "HTTP_X_ARR_SSL"), []),
        (rule("https://{HTTP_HOST}/{R:1}", attributes='enabled="false"'), []),
        (rule("/elsewhere"), []),
        (
            '<system.webServer><httpRedirect enabled="true" destination="https://shop.example"/></system.webServer>',
            [("https-redirect", "always")],
        ),
        (
            '<system.web><authentication mode="Forms"><forms requireSSL="true"/></authentication></system.web>',
            [("secure-cookie", "forms")],
        ),
        ('<system.web><httpCookies requireSSL="true"/></system.web>', [("secure-cookie", "httpCookies")]),
        ('<system.web><httpCookies httpOnlyCookies="true"/></system.web>', []),
        ('<system.web><sessionState timeout="20"/></system.web>', []),
        ('<system.web><sessionState mode="InProc"/></system.web>', [("sessions", "inproc")]),
        (
            '<system.web><sessionState mode="StateServer" stateConnectionString="tcpip=WEB01:42424"/></system.web>',
            [("sessions", "stateserver here")],
        ),
        ('<system.web><sessionState mode="Off"/></system.web>', [("sessions", "off")]),
        ('<system.web><sessionState mode="StateServer"/></system.web>', [("sessions", "stateserver here")]),
        (
            '<system.web><sessionState mode="StateServer" stateConnectionString="tcpip=state01:42424"/></system.web>',
            [("sessions", "stateserver")],
        ),
        (
            (
                '<system.web><compilation><assemblies><add assembly="CrystalDecisions.Web, Version=13.0.4000.0"/>'
                '<add assembly="System.Core, Version=4.0.0.0"/></assemblies></compilation></system.web>'
            ),
            [("library", "CrystalDecisions.Web")],
        ),
    ],
)
def test_settings_of_iis_and_asp_net(xml: str, wanted: list[tuple[str, str]]) -> None:
    assert noticed(xml) == wanted
    # In a file that IIS does not read, the same section is only data.
    assert noticed(xml, "D:\\sites\\shop\\other.config", own=False) == []


@pytest.mark.parametrize(
    ("xml", "wanted"),
    [
        (setting("D:\\data\\in; C:\\temp\\out"), [("path", "D:\\data\\in"), ("path", "C:\\temp\\out")]),
        (setting("see (E:\\x y\\z.txt)."), [("path", "E:\\x y\\z.txt")]),
        (setting("~/App_Data"), []),
        (setting("\\\\files01\\scans\\today"), [("share", "\\\\files01\\scans")]),
        (setting("\\\\WEB01\\scans\\today"), [("this-machine", "\\\\WEB01\\scans")]),
        (setting("^\\\\d+\\\\w$"), []),
        (setting("http://localhost:8080/api"), [("this-machine", "localhost")]),
        (setting("https://web01.corp.example/api"), [("this-machine", "web01.corp.example")]),
        (setting("WEB01", "ReportServer"), [("this-machine", "WEB01")]),
        (setting("web01", "Theme"), []),
        (setting("https://web012.corp.example/api"), []),
        (setting("Label 4x6", "PrinterName"), [("printer", "PrinterName")]),
        (setting("true", "UsePrinter"), []),
        (setting("C:\\secret-place", "SmtpPassword"), []),
        (
            (
                '<system.serviceModel><client><endpoint address="net.tcp://localhost:808/Orders"/></client>'
                "</system.serviceModel>"
            ),
            [("this-machine", "localhost")],
        ),
        (
            (
                '<system.serviceModel><services><host><baseAddresses><add baseAddress="http://localhost:8733/"/>'
                "</baseAddresses></host></services></system.serviceModel>"
            ),
            [],
        ),
        (
            '<system.net><mailSettings><smtp><network host="localhost"/></smtp></mailSettings></system.net>',
            [("mail", "localhost")],
        ),
        (
            '<system.net><mailSettings><smtp deliveryMethod="SpecifiedPickupDirectory"/></mailSettings></system.net>',
            [("mail", "SpecifiedPickupDirectory")],
        ),
        (
            '<system.net><mailSettings><smtp><network host="relay.example"/></smtp></mailSettings></system.net>',
            [],
        ),
        (connection("Data Source=.;Initial Catalog=Shop;Integrated Security=SSPI"), []),
        (
            connection("Provider=Microsoft.ACE.OLEDB.12.0;Data Source=D:\\data\\shop.accdb;Jet OLEDB:Password=x"),
            [("data-provider", "Microsoft.ACE.OLEDB.12.0"), ("path", "D:\\data\\shop.accdb")],
        ),
        (connection("Provider=SQLOLEDB;Data Source=sql01;User Id=a;Password=b"), []),
        # Entity Framework names a class of .NET there.
        (
            connection(
                "metadata=res://*/M.csdl|res://*/M.ssdl;provider=System.Data.SqlClient;"
                "provider connection string=&quot;data source=sql01;initial catalog=Shop&quot;",
                "System.Data.EntityClient",
            ),
            [],
        ),
        (
            connection("metadata=res://*/M.csdl;provider=Oracle.DataAccess.Client;provider connection string='a=b'"),
            [("data-provider", "Oracle.DataAccess.Client")],
        ),
        (connection("Driver={IBM DB2 ODBC DRIVER};Database=X"), [("data-provider", "IBM DB2 ODBC DRIVER")]),
        (connection("Data Source=orcl", "System.Data.OracleClient"), [("data-provider", "System.Data.OracleClient")]),
        (connection("Data Source=\\\\.\\pipe\\sql\\query;Initial Catalog=X"), []),
        (connection("Data Source=\\\\SQL01\\pipe\\sql\\query;Initial Catalog=X"), []),
        ('<runtime><assemblyBinding><codeBase href="C:\\lib\\x.dll"/></assemblyBinding></runtime>', []),
    ],
)
def test_values_that_lead_out_of_the_site(xml: str, wanted: list[tuple[str, str]]) -> None:
    assert noticed(xml) == wanted


def test_files_that_nothing_of_iis_reads_say_nothing() -> None:
    xml = setting("D:\\data\\in")
    assert noticed(xml, "D:\\sites\\shop\\bin\\Tool.exe.config", own=False) == []
    assert noticed(xml.replace("<add", '<add xmlns:x="y"'), "D:\\sites\\shop\\app.config", own=False) != []
    transform = '<appSettings xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform"/>'
    config = parse_config(
        f'<configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform">{xml}{transform}'
        "</configuration>".encode(),
        PATH,
    )
    assert Noticing("", "").notice(config, PATH, own=True) == ()


def test_each_name_once_with_its_line_and_not_without_end() -> None:
    many = "".join(f'<add key="k{number}" value="D:\\data\\{number}"/>' for number in range(500))
    config = parse_config(f"<configuration>\n<appSettings>{many}{many}</appSettings></configuration>".encode(), PATH)
    found = Noticing("", "").notice(config, PATH, own=True)
    assert len(found) == 20
    assert (found[1].evidence.source, found[1].evidence.line) == (PATH, 2)
    assert found[1].evidence.location == "/configuration/appSettings/add[2]"


@pytest.mark.parametrize(
    ("name", "library"),
    [
        ("CrystalDecisions.Shared.dll", "CrystalDecisions.Shared"),
        ("microsoft.reportviewer.webforms.DLL", "microsoft.reportviewer.webforms"),
        ("Interop.Excel.dll", "Interop.Excel"),
        ("Newtonsoft.Json.dll", ""),
        ("Interop.MyOwn.dll", ""),
    ],
)
def test_libraries_of_installed_products(name: str, library: str) -> None:
    assert telling_library(name) == library
