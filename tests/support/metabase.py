# ruff: noqa: E501 - lines of configuration are as long as they are
r"""MetaBase.xml documents as IIS 6 writes them: lists with a line for each entry, tags over many lines."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Values = str | list[str]
ASPNET = r"C:\WINDOWS\Microsoft.NET\Framework\{}\aspnet_isapi.dll"


def key(kind: str, location: str, customs: Iterable[Mapping[str, str]] = (), /, **properties: Values) -> str:
    """One element; a list becomes lines of one attribute, with the tabs that IIS puts before them."""
    lines = [f'<{kind}\tLocation ="{escape(location)}"']
    for name, value in properties.items():
        text = value if isinstance(value, str) else "\n\t\t\t".join(value)
        lines.append(f'\t\t{name}="{escape(text, {chr(34): "&quot;"})}"')
    inner = "".join(
        "\t<Custom\n" + "".join(f"\t\t{name}={quoteattr(value)}\n" for name, value in custom.items()) + "\t/>\n"
        for custom in customs
    )
    return "\n".join(lines) + f"\n\t>\n{inner}</{kind}>\n"


def document(*keys: str) -> bytes:
    """The file."""
    head = '<?xml version ="1.0"?>\n<configuration xmlns="urn:microsoft-catalog:XML_Metabase_V64_0">\n<MBProperty>\n'
    return (head + "".join(keys) + "</MBProperty>\n</configuration>\n").encode()


def script_maps(version: str = "v2.0.50727", *more: str) -> list[str]:
    """The list of a stock server with one version of ASP.NET ("" for none)."""
    maps = [
        r".asp,C:\WINDOWS\system32\inetsrv\asp.dll,5,GET,HEAD,POST,TRACE",
        r".cer,C:\WINDOWS\system32\inetsrv\asp.dll,5,GET,HEAD,POST,TRACE",
        r".idc,C:\WINDOWS\system32\inetsrv\httpodbc.dll,5,GET,POST",
        r".shtml,C:\WINDOWS\system32\inetsrv\ssinc.dll,5,GET,POST",
    ]
    if version:
        maps += [f"{item},{ASPNET.format(version)},5,GET,HEAD,POST,DEBUG" for item in (".aspx", ".asmx")]
        maps.append(f".axd,{ASPNET.format(version)},1,GET,HEAD,POST,DEBUG")
    return [*maps, *more]


def service(**properties: Values) -> str:
    """``/LM/W3SVC`` of a stock server."""
    stock: dict[str, Values] = {
        "AccessFlags": "AccessRead | AccessScript",
        "AnonymousUserName": "IUSR_WEB2003",
        "AnonymousUserPass": "496344627000000022000000planted",
        "AppIsolated": "2",
        "AppPoolId": "DefaultAppPool",
        "AspEnableParentPaths": "FALSE",
        "AspScriptErrorSentToBrowser": "TRUE",
        "AspSessionTimeout": "20",
        "AuthFlags": "AuthAnonymous | AuthNTLM",
        "ConnectionTimeout": "120",
        "DefaultDoc": "Default.htm,Default.asp,index.htm,Default.aspx",
        "DirBrowseFlags": "DirBrowseShowDate | DirBrowseShowTime | DirBrowseShowSize | DirBrowseShowExtension | DirBrowseShowLongDate | EnableDefaultDoc",
        "HttpCustomHeaders": "X-Powered-By: ASP.NET",
        "HttpErrors": [
            r"400,*,FILE,C:\WINDOWS\help\iisHelp\common\400.htm",
            r"404,*,FILE,C:\WINDOWS\help\iisHelp\common\404b.htm",
        ],
        "LogExtFileFlags": "LogExtFileDate | LogExtFileTime | LogExtFileClientIp | LogExtFileUriStem | LogExtFileHttpStatus",
        "LogFileDirectory": r"C:\WINDOWS\system32\LogFiles",
        "LogFilePeriod": "1",
        "LogPluginClsid": "{FF160663-DE82-11CF-BC0A-00AA006111E0}",
        "LogType": "1",
        "ScriptMaps": script_maps(),
        "WebSvcExtRestrictionList": [
            "0,*.dll",
            "0,*.exe",
            r"1,C:\WINDOWS\system32\inetsrv\asp.dll,0,ASP,Active Server Pages",
            r"0,C:\WINDOWS\system32\inetsrv\httpodbc.dll,0,HTTPODBC,Internet Data Connector",
            r"1,C:\WINDOWS\Microsoft.NET\Framework\v2.0.50727\aspnet_isapi.dll,0,ASP.NET v2.0.50727,ASP.NET v2.0.50727",
        ],
    }
    return key("IIsWebService", "/LM/W3SVC", **{**stock, **properties})


def mime_map(*entries: str) -> str:
    """``/LM/MimeMap``."""
    return key(
        "IIsMimeMap", "/LM/MimeMap", MimeMap=list(entries) or [".htm,text/html", ".gif,image/gif", ".txt,text/plain"]
    )


def pools(*keys: str, **properties: Values) -> str:
    """``/LM/W3SVC/AppPools`` with the stock pool and more."""
    stock: dict[str, Values] = {
        "AppPoolIdentityType": "2",
        "AppPoolQueueLength": "1000",
        "IdleTimeout": "20",
        "PeriodicRestartTime": "1740",
    }
    holder = key("IIsApplicationPools", "/LM/W3SVC/AppPools", **{**stock, **properties})
    return (
        holder + key("IIsApplicationPool", "/LM/W3SVC/AppPools/DefaultAppPool", AppPoolAutoStart="TRUE") + "".join(keys)
    )


def pool(name: str, **properties: Values) -> str:
    """One more pool."""
    return key("IIsApplicationPool", f"/LM/W3SVC/AppPools/{name}", **properties)


def server(number: int, root: str = "ROOT", *, path: str = r"C:\Inetpub\wwwroot", **properties: Values) -> str:
    """A web server with its root, which is an application; properties beginning with ``root_`` go to the root."""
    own = {name: value for name, value in properties.items() if not name.startswith("root_")}
    inner = {name.removeprefix("root_"): value for name, value in properties.items() if name.startswith("root_")}
    location = f"/LM/W3SVC/{number}"
    head: dict[str, Values] = {"ServerBindings": ":80:", "ServerComment": "Default Web Site", **own}
    application: dict[str, Values] = {
        "AppFriendlyName": "Default Application",
        "AppIsolated": "2",
        "AppRoot": f"{location}/{root}",
        "Path": path,
        **inner,
    }
    return key("IIsWebServer", location, **head) + key("IIsWebVirtualDir", f"{location}/{root}", **application)


def stock(*more: str, **service_properties: Values) -> bytes:
    """A stock server's document with more keys."""
    return document(mime_map(), service(**service_properties), pools(), *more)
