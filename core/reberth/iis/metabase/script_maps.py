r"""ScriptMaps: ``.php,C:\php\php5isapi.dll,5,GET,POST`` ("ScriptMaps", IIS 6.0 SDK)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reberth.iis.metabase.units import number_of
from reberth.model.iis import ConfigElement

if TYPE_CHECKING:
    from reberth.iis.metabase.document import Located

_ASPNET = re.compile(r"\\microsoft\.net\\framework(64)?\\(v\d+\.\d+\.\d+)\\aspnet_isapi\.dll$", re.IGNORECASE)
# IIS 7's own handlers serve these; they come with the features ASP, Server Side Includes and ASP.NET.
_STOCK = {
    "asp.dll": frozenset({".asp", ".asa", ".cer", ".cdx"}),
    "ssinc.dll": frozenset({".shtm", ".shtml", ".stm"}),
}
_STOCK_ASPNET = frozenset(
    {
        *(
            ".asax",
            ".ascx",
            ".ashx",
            ".asmx",
            ".aspx",
            ".axd",
            ".vsdisco",
            ".rem",
            ".soap",
            ".config",
            ".cs",
            ".csproj",
        ),
        *(".vb", ".vbproj", ".webinfo", ".licx", ".resx", ".resources", ".master", ".skin", ".compiled", ".browser"),
        *(".mdb", ".jsl", ".vjsproj", ".sitemap", ".msgx", ".ad", ".dd", ".ldd", ".sd", ".cd", ".adprototype"),
        *(".lddprototype", ".sdm", ".sdmdocument", ".ldb", ".svc", ".mdf", ".ldf", ".java", ".exclude", ".refresh"),
        *(".rules", ".xoml", ".xamlx", ".aspq", ".cshtm", ".cshtml", ".vbhtm", ".vbhtml", ".asp.net"),
    }
)
# The add-on that brought FastCGI to IIS 6.
FAST_CGI = "fcgiext.dll"
# Index Server and Internet Database Connector; no later Windows has them.
GONE = frozenset({"httpodbc.dll", "idq.dll", "webhits.dll"})


class ScriptMap(NamedTuple):
    """One entry: extension (``.php``, ``*`` for all), processor, flags, verbs ("" for all)."""

    extension: str
    processor: str
    flags: int
    verbs: str

    @property
    def program(self) -> str:
        """File name of the processor."""
        return self.processor.rpartition("\\")[2].lower()

    @property
    def runtime(self) -> str:
        """``v2.0.50727`` where ASP.NET is the processor, else ""."""
        match = _ASPNET.search(self.processor)
        return match.group(2).lower() if match else ""

    @property
    def is_stock(self) -> bool:
        """Whether IIS 7 has a handler of its own for it."""
        known = _STOCK_ASPNET if self.runtime else _STOCK.get(self.program, frozenset())
        return self.extension.lower() in known


def script_maps(located: Located | None) -> tuple[ScriptMap, ...]:
    """The entries of a ScriptMaps property; broken ones are passed over."""
    maps: list[ScriptMap] = []
    for text in located.found.values if located is not None else ():
        parts = [part.strip() for part in text.split(",")]
        if len(parts) > 1 and parts[0] and parts[1]:
            flags = number_of(parts[2]) if len(parts) > 2 else 1
            maps.append(ScriptMap(parts[0], parts[1].replace("/", "\\"), flags, ",".join(filter(None, parts[3:]))))
    return tuple(maps)


def aspnet_runtime(maps: tuple[ScriptMap, ...]) -> str:
    """The version of ASP.NET that ``.aspx`` is mapped to, "" for none."""
    return next((item.runtime for item in maps if item.extension.lower() == ".aspx"), "")


def handler_name(item: ScriptMap) -> str:
    """A name that is the same for the same entry wherever it stands."""
    verbs = f" {item.verbs}" if item.verbs else ""
    program = "FastCGI" if item.program == FAST_CGI else item.program
    return f"{program} *{item.extension.lstrip('*')}{verbs}"


def handler(item: ScriptMap, windows_root: str, line: int) -> ConfigElement:
    """The entry as a handler of IIS 7."""
    attributes = {
        "name": handler_name(item),
        "path": f"*{item.extension.lstrip('*')}",
        "verb": item.verbs or "*",
    }
    if item.program == "ssinc.dll":
        attributes["modules"] = "ServerSideIncludeModule"
    else:
        attributes["modules"] = "CgiModule" if item.program.endswith(".exe") else "IsapiModule"
        attributes["scriptProcessor"] = _processor(item, windows_root)
    # Flag 4: IIS looks whether the file is there before it calls the processor.
    attributes["resourceType"] = "File" if item.flags & 4 else "Unspecified"
    attributes["requireAccess"] = "Script" if item.flags & 1 else "Execute"
    if item.runtime:
        attributes["preCondition"] = f"classicMode,runtimeVersion{_runtime(item)},bitness{_bits(item)}"
    return ConfigElement("add", tuple(attributes.items()), line=line)


def modern_path(path: str, windows_root: str) -> str:
    """A file of Windows as IIS 7 names it, so that it is the same entry as the image's own; others stay."""
    root = windows_root.rstrip("\\")
    if path.lower().startswith(f"{root.lower()}\\"):
        path = f"%windir%{path[len(root) :]}"
    return re.sub(r"\\v1\.[01]\.\d+\\", lambda _: r"\v4.0.30319" + "\\", path)


def _processor(item: ScriptMap, windows_root: str) -> str:
    return modern_path(item.processor, windows_root)


def _runtime(item: ScriptMap) -> str:
    return "v2.0" if item.runtime.startswith("v2") else "v4.0"


def _bits(item: ScriptMap) -> str:
    return "64" if "framework64" in item.processor.lower() else "32"
