"""A Windows server with IIS, written into a folder: hives, configuration, schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from reberth.iis.fallback import fallback_schema_text
from reberth.rendering.preview import pristine
from tests.support.hives import server_hives

if TYPE_CHECKING:
    from pathlib import Path

_SITES = ('      <site name="Default Web Site" id="1">', "      </site>\n")
_POOL = '      <add name="DefaultAppPool" managedRuntimeVersion="v4.0" />\n'


def write_server(root: Path, **options: Any) -> None:
    """Write a server into ``root``, the root of its system drive.

    Options: those of :func:`server_hives`; ``sites`` (name to path, or site XML as one text), ``pools`` (XML),
    ``config`` (the whole applicationHost.config as bytes), ``locations`` (XML), ``schema`` (False for none).
    """
    system = root / "Windows" / "System32"
    (system / "config").mkdir(parents=True)
    config = system / "inetsrv" / "config"
    config.mkdir(parents=True)
    server_hives(system / "config", **options)
    iis = options.get("iis", "8.5")
    if not iis:
        return
    document = options.get("config") or host_config(
        options.get("sites", ""), options.get("pools", ""), options.get("locations", "")
    )
    (config / "applicationHost.config").write_bytes(document)
    if options.get("schema", True):
        (config / "schema").mkdir()
        (config / "schema" / "IIS_schema.xml").write_bytes(fallback_schema_text(iis))


def host_config(sites: str | dict[str, str], pools: str = "", locations: str = "") -> bytes:
    """The stock configuration with other sites, more pools and locations."""
    text = pristine().decode("utf-8")
    if isinstance(sites, dict):
        sites = "".join(
            f"<site name={quoteattr(name)} id={quoteattr(str(number))}>"
            f'<application path="/"><virtualDirectory path="/" physicalPath={quoteattr(path)} /></application>'
            f'<bindings><binding protocol="http" bindingInformation="*:{79 + number}:" /></bindings></site>'
            for number, (name, path) in enumerate(sites.items(), start=1)
        )
    start = text.index(_SITES[0])
    end = text.index(_SITES[1], start) + len(_SITES[1])
    text = text[:start] + sites + "\n" + text[end:]
    text = text.replace(_POOL, _POOL + pools)
    return text.replace("</configuration>", f"{locations}</configuration>").encode()
