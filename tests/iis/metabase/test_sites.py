"""Sites of IIS 6: names, every binding, applications by AppRoot, folders, accounts."""

from __future__ import annotations

import pytest

from tests.iis.metabase.reading import codes, configuration, only_site, read
from tests.support.metabase import document, key, pool, pools, server, service, stock


def test_every_binding_of_both_lists() -> None:
    site = only_site(
        stock(
            server(
                7,
                ServerComment="Shop",
                ServerBindings=[":80:", "10.1.2.3:80:shop.test", ":8080:www.shop.test", "broken"],
                SecureBindings=[":443:", "10.1.2.3:443:ssl.shop.test"],
                SSLCertHash="00",
            )
        )
    )
    assert (site.name, site.id) == ("Shop", 7)
    found = [(item.protocol, item.information, item.ip, item.port, item.host) for item in site.bindings]
    assert found == [
        ("http", "*:80:", "*", 80, ""),
        ("http", "10.1.2.3:80:shop.test", "10.1.2.3", 80, "shop.test"),
        ("http", "*:8080:www.shop.test", "*", 8080, "www.shop.test"),
        ("http", "broken:", "", 0, ""),
        ("https", "*:443:", "*", 443, ""),
        ("https", "10.1.2.3:443:ssl.shop.test", "10.1.2.3", 443, "ssl.shop.test"),
    ]
    places = [item.evidence for item in site.bindings]
    assert [item.location for item in places][:2] == ["/LM/W3SVC/7 ServerBindings[1]", "/LM/W3SVC/7 ServerBindings[2]"]
    assert [item.line - places[0].line for item in places[:3]] == [0, 1, 2]


@pytest.mark.parametrize("root", ["ROOT", "Root", "root"])
def test_the_root_in_any_case(root: str) -> None:
    (application,) = only_site(stock(server(1, root))).applications
    assert (application.path, application.virtual_directories[0].content is not None) == ("/", True)


def test_an_application_is_a_key_whose_own_app_root_is_its_location() -> None:
    """Neither its kind nor a friendly name makes one."""
    site = only_site(
        stock(
            server(1),
            key("IIsWebVirtualDir", "/LM/W3SVC/1/ROOT/app", AppRoot="/lm/w3svc/1/Root/APP", Path=r"C:\app"),
            key(
                "IIsWebVirtualDir",
                "/LM/W3SVC/1/ROOT/images",
                AppRoot="/LM/W3SVC/1/ROOT",
                Path=r"D:\images",
                AppFriendlyName="x",
            ),
            key("IIsWebDirectory", "/LM/W3SVC/1/ROOT/sub/tool", AppRoot="/LM/W3SVC/1/ROOT/sub/tool"),
            key("IIsWebDirectory", "/LM/W3SVC/1/ROOT/plain", AccessFlags="AccessRead"),
            key("IIsWebVirtualDir", "/LM/W3SVC/1/ROOT/app/docs/old", Path=r"E:\docs"),
            key("IIsWebDirectory", "/LM/W3SVC/1/ROOT/images/deep", AppRoot="/LM/W3SVC/1/ROOT/images/deep"),
        )
    )
    found = {
        item.path: [(directory.path, directory.physical_path) for directory in item.virtual_directories]
        for item in site.applications
    }
    assert found == {
        "/": [("/", r"C:\Inetpub\wwwroot"), ("/images", r"D:\images")],
        "/app": [("/", r"C:\app"), ("/docs/old", r"E:\docs")],
        "/sub/tool": [("/", r"C:\Inetpub\wwwroot\sub\tool")],
        "/images/deep": [("/", r"D:\images\deep")],
    }
    assert site.applications[0].path == "/"


def test_a_root_that_is_no_application_in_its_own_words_is_one_all_the_same() -> None:
    (application,) = only_site(stock(server(1, root_AppRoot="/LM/W3SVC/9/ROOT"))).applications
    assert application.path == "/"


def test_pools_are_inherited_from_key_site_and_service() -> None:
    data = document(
        service(AppPoolId="Service"),
        pools(pool("Site"), pool("Own")),
        server(1, ServerComment="a", AppPoolId="Site"),
        key("IIsWebVirtualDir", "/LM/W3SVC/1/ROOT/x", AppRoot="/LM/W3SVC/1/ROOT/x", Path=r"C:\x", AppPoolId="own"),
        key("IIsWebVirtualDir", "/LM/W3SVC/1/ROOT/y", AppRoot="/LM/W3SVC/1/ROOT/y", Path=r"C:\y"),
        server(2, ServerComment="b"),
    )
    found = {site.name: [item.pool for item in site.applications] for site in configuration(data).sites}
    assert found == {"a": ["Site", "Own", "Site"], "b": ["Service"]}


def test_names_that_iis_7_takes() -> None:
    iis, findings = read(
        stock(
            server(1, ServerComment="Shop"),
            server(2, ServerComment="shop"),
            server(3, ServerComment="a/b: c?"),
            server(4, ServerComment=""),
            server(1234567890, ServerComment="Administration"),
        )
    )
    assert [site.name for site in iis.sites] == ["Shop", "shop (2)", "a-b- c-", "Site 4", "Administration"]
    renamed = [item.params["name"] for item in findings if item.code == "iis.metabase-site-renamed"]
    assert renamed == ["shop (2)", "a-b- c-", "Site 4"]
    assert ("iis.metabase-administration", "Administration") in codes(findings)


def test_a_share_keeps_its_account_and_never_its_password() -> None:
    share = key(
        "IIsWebVirtualDir",
        "/LM/W3SVC/1/ROOT/share",
        Path=r"\\files\web",
        UNCUserName=r"DOM\web",
        UNCPassword="4963planted",
    )
    iis, findings = read(stock(server(1), share))
    directory = iis.sites[0].applications[0].virtual_directories[1]
    assert (directory.settings.get("userName"), directory.problem) == (r"DOM\web", "iis.path-unc")
    (secret,) = iis.secrets
    assert (secret.kind, secret.location, secret.name) == ("credential", "/LM/W3SVC/1/ROOT/share", r"DOM\web")
    assert "planted" not in repr((iis, findings))


def test_settings_of_the_site_and_of_the_service() -> None:
    data = stock(server(1, ServerAutoStart="FALSE", ConnectionTimeout="900", MaxConnections="50", LogFilePeriod="4"))
    settings = {item.name: (item.value, item.origin) for item in only_site(data).settings.scalars}
    assert settings == {
        "serverAutoStart": ("false", "explicit"),
        "limits.connectionTimeout": ("00:15:00", "explicit"),
        "limits.maxConnections": ("50", "explicit"),
        "logFile.enabled": ("true", "defaults"),
        "logFile.directory": (r"C:\WINDOWS\system32\LogFiles", "defaults"),
        "logFile.period": ("Hourly", "explicit"),
        "logFile.logExtFileFlags": ("Date, Time, ClientIP, UriStem, HttpStatus", "defaults"),
        "logFile.logFormat": ("W3C", "defaults"),
    }


def test_logs_lie_where_iis_6_puts_them_unless_told_otherwise() -> None:
    site = only_site(document(key("IIsWebService", "/LM/W3SVC"), server(1)))
    assert site.settings.get("logFile.directory") == r"%SystemRoot%\System32\LogFiles"


def test_other_servers_of_iis_6_are_told() -> None:
    iis, findings = read(
        stock(
            server(1),
            key("IIsFtpServer", "/LM/MSFTPSVC/1", ServerComment="Files"),
            key("IIsSmtpServer", "/LM/SmtpSvc/1", ServerComment=""),
        )
    )
    told = [item.params for item in findings if item.code == "iis.metabase-other-service"]
    assert told == [{"property": "FTP server Files"}, {"property": "SMTP server 1"}]
    left = [(item.key, item.name) for item in iis.translations if item.code == "iis.metabase-other-service"]
    assert left == [("/LM/MSFTPSVC/1", "FTP server Files"), ("/LM/SmtpSvc/1", "SMTP server 1")]
