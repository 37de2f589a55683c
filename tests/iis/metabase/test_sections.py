# ruff: noqa: E501 - lines of configuration are as long as they are
"""Properties of IIS 6 as sections of IIS 7, at the server and at each place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.iis.metabase.reading import configuration, read, section, values
from tests.support.metabase import ASPNET, document, key, pools, script_maps, server, service, stock

if TYPE_CHECKING:
    from reberth.model.iis import IisConfiguration

AUTH = "security/authentication"


def test_authentication_at_one_folder() -> None:
    iis = configuration(
        stock(
            server(1, AuthFlags="AuthAnonymous"),
            key(
                "IIsWebDirectory",
                "/LM/W3SVC/1/ROOT/admin",
                AuthFlags="6",
                NTAuthenticationProviders="NTLM",
                Realm="r",
                DefaultLogonDomain="DOM",
            ),
        )
    )
    place = "Default Web Site/admin"
    enabled = {
        name: section(iis, f"{AUTH}/{name}Authentication", place).get("enabled")
        for name in ("anonymous", "basic", "windows", "digest")
    }
    assert enabled == {"anonymous": "false", "basic": "true", "windows": "true", "digest": "false"}
    windows = section(iis, f"{AUTH}/windowsAuthentication", place)
    assert values(windows.children[0]) == [{}, {"value": "NTLM"}]
    basic = section(iis, f"{AUTH}/basicAuthentication", place)
    assert (basic.get("realm"), basic.get("defaultLogonDomain")) == ("r", "DOM")
    assert section(iis, f"{AUTH}/windowsAuthentication", "Default Web Site").get("enabled") == "false"


def test_the_machine_account_becomes_the_built_in_one() -> None:
    iis, findings = read(stock(server(1)))
    assert section(iis, f"{AUTH}/anonymousAuthentication").get("userName") == "IUSR"
    (told,) = [item for item in findings if item.code == "iis.metabase-anonymous"]
    assert told.params == {"account": "IUSR_WEB2003"}
    assert told.evidence[0].location == "/LM/W3SVC AnonymousUserName"
    assert iis.secrets == ()


def test_another_anonymous_account_is_for_a_person_to_decide() -> None:
    iis = configuration(stock(server(1, root_AnonymousUserName=r"DOM\guest", root_AnonymousUserPass="4963planted")))
    assert not [item for item in iis.sections if item.location and item.path.endswith("anonymousAuthentication")]
    (note,) = [item for item in iis.translations if item.undecided]
    assert (note.key, note.name, note.code) == (
        "/LM/W3SVC/1/ROOT",
        "AnonymousUserName",
        "iis.metabase-anonymous-account",
    )
    assert [item.name for item in iis.secrets] == [r"DOM\guest"]


def test_access_and_tls() -> None:
    iis = configuration(
        stock(
            server(1),
            key(
                "IIsWebDirectory",
                "/LM/W3SVC/1/ROOT/cgi",
                AccessFlags="AccessExecute | AccessRead | AccessScript | AccessNoRemoteWrite",
                AccessSSLFlags="264",
            ),
            key("IIsWebDirectory", "/LM/W3SVC/1/ROOT/none", AccessFlags="0"),
        )
    )
    assert (
        section(iis, "handlers", "Default Web Site/cgi").get("accessPolicy") == "Read, Execute, Script, NoRemoteWrite"
    )
    assert section(iis, "handlers", "Default Web Site/none").get("accessPolicy") == "None"
    assert section(iis, "security/access", "Default Web Site/cgi").get("sslFlags") == "Ssl, Ssl128"


def test_documents_and_browsing() -> None:
    iis = configuration(
        stock(
            server(
                1,
                root_DefaultDoc="start.asp, start.asp,home.htm",
                root_DirBrowseFlags="EnableDirBrowsing | DirBrowseShowDate",
            )
        )
    )
    found = section(iis, "defaultDocument", "Default Web Site")
    assert found.get("enabled") == "false"
    assert [(item.name, item.get("value")) for item in found.children[0].children] == [
        ("clear", ""),
        ("add", "start.asp"),
        ("add", "home.htm"),
    ]
    browsing = section(iis, "directoryBrowse", "Default Web Site")
    assert dict(browsing.attributes) == {"enabled": "true", "showFlags": "Date"}


def test_mime_types_of_server_and_site() -> None:
    iis = configuration(
        stock(
            server(1, root_MimeMap=[".vrml,x-world/x-vrml", "*,application/octet-stream"]), MimeMap=[".htm,text/plain"]
        )
    )
    assert values(section(iis, "staticContent"))[:2] == [
        {"fileExtension": ".htm", "mimeType": "text/plain"},
        {"fileExtension": ".gif", "mimeType": "image/gif"},
    ]
    found = section(iis, "staticContent", "Default Web Site")
    assert [(item.name, item.get("fileExtension"), item.get("mimeType")) for item in found.children] == [
        ("remove", ".vrml", ""),
        ("mimeMap", ".vrml", "x-world/x-vrml"),
        ("remove", ".*", ""),
        ("mimeMap", ".*", "application/octet-stream"),
    ]


@pytest.mark.parametrize(
    ("written", "cache"),
    [
        ("D, 0x15180", {"cacheControlMode": "UseMaxAge", "cacheControlMaxAge": "1.00:00:00"}),
        (
            "S, Sat, 01 Jan 2028 00:00:00 GMT",
            {"cacheControlMode": "UseExpires", "httpExpires": "Sat, 01 Jan 2028 00:00:00 GMT"},
        ),
        ("", {"cacheControlMode": "NoControl"}),
    ],
)
def test_expiry(written: str, cache: dict[str, str]) -> None:
    iis = configuration(stock(server(1, root_HttpExpires=written)))
    assert dict(section(iis, "staticContent", "Default Web Site").children[0].attributes) == cache


def test_headers_replace_those_above() -> None:
    iis = configuration(stock(server(1, root_HttpCustomHeaders=["X-A: 1:2", "x-a: 3", 'P3P: CP="NOI"'])))
    (headers,) = section(iis, "httpProtocol", "Default Web Site").children
    assert [item.name for item in headers.children] == ["clear", "add", "add"]
    assert values(headers)[1:] == [{"name": "x-a", "value": "3"}, {"name": "P3P", "value": 'CP="NOI"'}]


def test_error_pages_other_than_the_stock_ones() -> None:
    iis = configuration(
        stock(
            server(
                1,
                root_HttpErrors=[
                    r"403,4,FILE,C:\Inetpub\wwwroot\err\ssl.htm",
                    "404,*,URL,/err/404.asp",
                    r"500,*,FILE,C:\WINDOWS\help\iisHelp\common\500.htm",
                    "broken",
                ],
            )
        )
    )
    found = section(iis, "httpErrors", "Default Web Site")
    assert [dict(item.attributes) for item in found.children if item.name == "error"] == [
        {"statusCode": "403", "subStatusCode": "4", "path": r"C:\Inetpub\wwwroot\err\ssl.htm", "responseMode": "File"},
        {"statusCode": "404", "path": "/err/404.asp", "responseMode": "ExecuteURL"},
    ]
    assert not [item for item in iis.sections if item.path.endswith("httpErrors") and not item.location]


def test_error_pages_of_the_server_keep_the_images_own_for_other_errors() -> None:
    found = section(configuration(stock(server(1), HttpErrors=["404,*,URL,/404.asp"])), "httpErrors")
    assert [item.get("statusCode") for item in found.children] == [
        "404",
        "401",
        "403",
        "405",
        "406",
        "412",
        "500",
        "501",
        "502",
    ]
    assert found.children[0].get("path") == "/404.asp"


def test_a_list_of_error_pages_replaces_the_one_above() -> None:
    above = ["404,*,URL,/404.asp", "500,100,URL,/500.asp", "403,*,URL,/403.asp"]
    iis = configuration(stock(server(1, root_HttpErrors=["403,*,URL,/mine.asp"]), HttpErrors=above))
    found = section(iis, "httpErrors", "Default Web Site")
    assert [
        (item.name, item.get("statusCode"), item.get("subStatusCode"), item.get("path")) for item in found.children
    ] == [
        ("remove", "404", "", ""),
        ("error", "404", "", "404.htm"),
        ("remove", "500", "100", ""),
        ("remove", "403", "", ""),
        ("error", "403", "", "/mine.asp"),
    ]


@pytest.mark.parametrize(
    ("written", "attributes"),
    [
        (
            "/new,",
            {"destination": "/new", "exactDestination": "false", "childOnly": "false", "httpResponseStatus": "Found"},
        ),
        (
            "http://a.test/x?a=1,2, EXACT_DESTINATION, CHILD_ONLY, PERMANENT,",
            {
                "destination": "http://a.test/x?a=1,2",
                "exactDestination": "true",
                "childOnly": "true",
                "httpResponseStatus": "Permanent",
            },
        ),
    ],
)
def test_redirections(written: str, attributes: dict[str, str]) -> None:
    """A virtual directory that only redirects has no folder."""
    iis = configuration(stock(server(1), key("IIsWebVirtualDir", "/LM/W3SVC/1/ROOT/old", HttpRedirect=written)))
    assert dict(section(iis, "httpRedirect", "Default Web Site/old").attributes) == {"enabled": "true", **attributes}
    assert len(iis.sites[0].applications[0].virtual_directories) == 1


def test_script_maps_that_iis_7_has_no_handler_for() -> None:
    maps = script_maps(
        "v2.0.50727",
        r".php,C:\php\php5isapi.dll,5,GET,POST",
        r".pl,C:\Perl\bin\perl.exe,1",
        rf".html,{ASPNET.format('v2.0.50727')},1,GET",
        r".inc,C:\WINDOWS\system32\inetsrv\ssinc.dll,5",
        r"*,C:\filters\all.dll,1",
        r"*,C:\filters\all.dll,1",
    )
    iis = configuration(stock(server(1), ScriptMaps=maps))
    found = section(iis, "handlers")
    assert found.get("accessPolicy") == "Read, Script"
    assert values(found) == [
        {"name": "php5isapi.dll *.php GET,POST", "path": "*.php", "verb": "GET,POST", "modules": "IsapiModule", "scriptProcessor": r"C:\php\php5isapi.dll", "resourceType": "File", "requireAccess": "Script"},
        {"name": "perl.exe *.pl", "path": "*.pl", "verb": "*", "modules": "CgiModule", "scriptProcessor": r"C:\Perl\bin\perl.exe", "resourceType": "Unspecified", "requireAccess": "Script"},
        {"name": "aspnet_isapi.dll *.html GET", "path": "*.html", "verb": "GET", "modules": "IsapiModule", "scriptProcessor": r"%windir%\Microsoft.NET\Framework\v2.0.50727\aspnet_isapi.dll", "resourceType": "Unspecified", "requireAccess": "Script", "preCondition": "classicMode,runtimeVersionv2.0,bitness32"},
        {"name": "ssinc.dll *.inc", "path": "*.inc", "verb": "*", "modules": "ServerSideIncludeModule", "resourceType": "File", "requireAccess": "Script"},
        {"name": "all.dll *", "path": "*", "verb": "*", "modules": "IsapiModule", "scriptProcessor": r"C:\filters\all.dll", "resourceType": "Unspecified", "requireAccess": "Script"},
    ]  # fmt: skip
    gone = [item.name for item in iis.translations if item.code == "iis.metabase-processor-gone"]
    assert gone == ["ScriptMaps .idc", "WebSvcExtRestrictionList httpodbc.dll"]


def test_a_list_of_script_maps_replaces_the_one_above() -> None:
    above = script_maps("", r".php,C:\php\php5isapi.dll,5,GET", r".pl,C:\Perl\perl.exe,1")
    own = script_maps("", r".php,C:\php\php5isapi.dll,5,GET", r".rb,C:\ruby\ruby.exe,1")
    iis = configuration(stock(server(1, root_ScriptMaps=own), ScriptMaps=above))
    found = section(iis, "handlers", "Default Web Site")
    assert [(item.name, item.get("name")) for item in found.children] == [
        ("remove", "perl.exe *.pl"),
        ("add", "ruby.exe *.rb"),
    ]


def test_web_service_extensions() -> None:
    listed = [
        "1,*.dll",
        "0,*.exe",
        r"1,C:\WINDOWS\system32\inetsrv\asp.dll,0,ASP,Active Server Pages",
        r"0,C:\php\php5isapi.dll,1,,PHP, all of it",
    ]
    found = section(configuration(stock(server(1), WebSvcExtRestrictionList=listed)), "security/isapiCgiRestriction")
    assert dict(found.attributes) == {"notListedIsapisAllowed": "true", "notListedCgisAllowed": "false"}
    assert values(found) == [
        {
            "path": r"%windir%\system32\inetsrv\asp.dll",
            "allowed": "true",
            "groupId": "ASP",
            "description": "Active Server Pages",
        },
        {"path": r"C:\php\php5isapi.dll", "allowed": "false", "description": "PHP, all of it"},
    ]


def test_filters_in_their_load_order() -> None:
    iis = configuration(
        stock(
            server(1),
            key("IIsFilters", "/LM/W3SVC/Filters", FilterLoadOrder="second,first"),
            key("IIsFilter", "/LM/W3SVC/Filters/first", FilterPath=r"C:\f\first.dll"),
            key("IIsFilter", "/LM/W3SVC/Filters/second", FilterPath=r"C:\f\second.dll"),
            key("IIsFilter", "/LM/W3SVC/Filters/fpexedll.dll", FilterPath=r"C:\Program Files\x\fpexedll.dll"),
            key("IIsFilter", "/LM/W3SVC/1/Filters/mine", FilterPath=r"C:\f\mine.dll"),
        )
    )
    assert [item.get("name") for item in section(iis, "isapiFilters").children] == ["second", "first"]
    assert [item.get("name") for item in section(iis, "isapiFilters", "Default Web Site").children] == ["mine"]


def told(iis: IisConfiguration) -> dict[str, tuple[str, bool]]:
    """Code, and whether a person must decide, of each property that is not carried; by its key's last part."""
    return {
        f"{item.key.rpartition('/')[2]} {item.name}": (item.code, item.undecided)
        for item in iis.translations
        if item.code
    }


def test_a_filter_that_was_off_stays_off_and_none_is_said_to_be_carried() -> None:
    off = key("IIsFilter", "/LM/W3SVC/Filters/off", FilterPath=r"C:\f\off.dll", FilterEnabled="FALSE")
    on = key("IIsFilter", "/LM/W3SVC/Filters/on", FilterPath=r"C:\f\on.dll", FilterEnabled="TRUE")
    iis = configuration(stock(server(1), key("IIsFilters", "/LM/W3SVC/Filters", FilterLoadOrder="off,on"), off, on))
    assert [item.get("name") for item in section(iis, "isapiFilters").children] == ["on"]
    notes = told(iis)
    assert notes["off FilterPath"] == ("iis.metabase-filter-off", False)
    # The filter itself has a fate, which depends on its file.
    assert notes["on FilterPath"] == ("iis.metabase-see-there", False)
    assert notes["Filters FilterLoadOrder"] == ("iis.metabase-own-affair", False)


@pytest.mark.parametrize(("allowed", "notes"), [("1", [("iis.metabase-webdav", True)]), ("0", [])])
def test_webdav_of_iis_6_is_for_a_person(allowed: str, notes: list[tuple[str, bool]]) -> None:
    extension = rf"{allowed},C:\WINDOWS\system32\inetsrv\httpext.dll,0,WEBDAV,WebDAV"
    iis = configuration(document(service(WebSvcExtRestrictionList=["0,*.dll", extension]), pools(), server(1)))
    assert section(iis, "security/isapiCgiRestriction").children == ()
    assert [note for name, note in told(iis).items() if name.endswith("httpext.dll")] == notes


def test_a_log_that_is_no_file_is_for_a_person() -> None:
    odbc = "{FF16065B-DE82-11CF-BC0A-00AA006111E0}"
    iis = configuration(document(service(LogPluginClsid=odbc), pools(), server(1)))
    assert told(iis)["W3SVC LogPluginClsid"] == ("iis.metabase-log-plugin", True)
    assert iis.sites[0].settings.get("logFile.logFormat") == ""


def test_classic_asp_and_the_rest_of_plain_settings() -> None:
    iis = configuration(
        stock(
            server(
                1,
                root_AspEnableParentPaths="TRUE",
                root_AspScriptTimeout="600",
                root_AspCodepage="1252",
                root_DontLog="TRUE",
                root_SSIExecDisable="1",
            ),
            key(
                "IIsCompressionSchemes",
                "/LM/W3SVC/Filters/Compression/Parameters",
                HcDoDynamicCompression="TRUE",
                HcDoStaticCompression="FALSE",
            ),
        )
    )
    asp = section(iis, "asp", "Default Web Site")
    assert dict(asp.attributes) == {"codePage": "1252", "enableParentPaths": "true"}
    assert dict(asp.children[0].attributes) == {"scriptTimeout": "00:10:00"}
    assert section(iis, "httpLogging", "Default Web Site").get("dontLog") == "true"
    assert section(iis, "serverSideInclude", "Default Web Site").get("ssiExecDisable") == "true"
    assert dict(section(iis, "urlCompression").attributes) == {
        "doStaticCompression": "false",
        "doDynamicCompression": "true",
    }


def test_addresses_are_for_a_person_to_decide() -> None:
    iis, findings = read(stock(server(1, root_IPSecurity="180000800C000000")))
    (note,) = [item for item in iis.translations if item.undecided]
    assert (note.name, note.code) == ("IPSecurity", "iis.metabase-ip-security")
    assert [item.severity for item in findings if item.code == "iis.metabase-ip-security"] == ["action"]


def test_nothing_is_lost_without_a_word() -> None:
    """Every property below W3SVC and MimeMap is spoken of, once, with its line."""
    data = stock(server(1, Vendor="x", Realm="r"), key("IIsWebFile", "/LM/W3SVC/1/ROOT/a.asp", AuthFlags="1", Odd="y"))
    iis = configuration(data)
    spoken = {(item.key, item.name.partition(" ")[0]) for item in iis.translations}
    lines = data.decode().splitlines()
    for item in iis.translations:
        assert item.name.partition(" ")[0] in lines[item.evidence.line - 1]
        assert bool(item.step) != bool(item.code)
    written = sum(line.startswith("\t\t") and "=" in line and not line.startswith("\t\t\t") for line in lines)
    assert len(spoken) == written
    assert {item.name for item in iis.translations if item.code == "iis.metabase-no-counterpart"} == {"Vendor", "Odd"}
