# ruff: noqa: E501 - lines of configuration are as long as they are
"""Builds the embedded sample disk: ``python -m tests.support.sample`` writes it into the resources."""

from __future__ import annotations

import lzma
import os
import sys
import tempfile
from pathlib import Path
from uuid import UUID

from tests.support.disks import Part, convert, make_disk, set_access
from tests.support.servers import write_server

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "reberth_resources" / "sample" / "reberth-sample.vhdx.xz"
PAGES = Path(__file__).resolve().parent / "sample_pages"
WHEN = 1_441_101_600_000_000_000

SITES = r"""
      <site name="Default Web Site" id="1" serverAutoStart="true">
        <application path="/" applicationPool="DefaultAppPool">
          <virtualDirectory path="/" physicalPath="%SystemDrive%\inetpub\wwwroot" />
          <virtualDirectory path="/images" physicalPath="C:\media\images" />
        </application>
        <application path="/shop" applicationPool="ShopPool">
          <virtualDirectory path="/" physicalPath="C:\apps\shop" />
        </application>
        <bindings>
          <binding protocol="http" bindingInformation="*:80:" />
          <binding protocol="https" bindingInformation="*:443:" sslFlags="0" />
        </bindings>
      </site>
      <site name="GET-CMD" id="2">
        <application path="/" applicationPool="GET-CMD">
          <virtualDirectory path="/" physicalPath="C:\inetpub\get-cmd" />
        </application>
        <bindings>
          <binding protocol="http" bindingInformation="*:8080:" />
        </bindings>
      </site>
      <site name="Intranet" id="3">
        <application path="/" applicationPool="DefaultAppPool">
          <virtualDirectory path="/" physicalPath="C:\inetpub\intranet" />
        </application>
        <bindings>
          <binding protocol="http" bindingInformation="*:80:intranet.example" />
        </bindings>
      </site>
"""
POOLS = """      <add name="ShopPool" managedRuntimeVersion="v4.0" managedPipelineMode="Integrated" startMode="AlwaysRunning">
        <recycling><periodicRestart time="00:00:00"><schedule><add value="03:00:00" /></schedule></periodicRestart></recycling>
      </add>
      <add name="GET-CMD" managedRuntimeVersion="v4.0" />
"""
LOCATIONS = """  <location path="Default Web Site/shop">
    <system.webServer>
      <httpProtocol><customHeaders><add name="X-Shop" value="100% ^fresh^ &amp; {local}" /></customHeaders></httpProtocol>
      <staticContent><mimeMap fileExtension=".webp" mimeType="image/webp" /></staticContent>
    </system.webServer>
  </location>
"""
COMPONENTS = (
    "W3SVC",
    "DefaultDocument",
    "StaticContent",
    "HttpErrors",
    "ASPNET45",
    "NetFxExtensibility45",
    "HttpRedirect",
)


def populate(root: Path) -> None:
    """Fill the system drive of WEB01."""
    mounted = {"\\DosDevices\\C:": b"DMIO:ID:" + _partition()}
    write_server(
        root, sites=SITES, pools=POOLS, locations=LOCATIONS, mounted=mounted, features=COMPONENTS, release=378675
    )
    places = {"wwwroot": "inetpub/wwwroot", "get-cmd": "inetpub/get-cmd", "intranet": "inetpub/intranet"}
    places |= {"shop": "apps/shop", "images": "media/images"}
    for name, place in places.items():
        for source in sorted((PAGES / name).rglob("*")):
            if source.is_file():
                target = root / place / source.relative_to(PAGES / name)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.read_bytes().replace(b"\r\n", b"\n"))
    (root / "apps/shop/App_Data").mkdir(parents=True, exist_ok=True)
    (root / "apps/shop/App_Data/orders.xml").write_text("<orders/>\n")
    users, iis = ("S-1-5-32-545", 0x1200A9), ("S-1-5-32-568", 0x1301BF)
    everyone_else = [("S-1-5-18", 0x1F01FF), ("S-1-5-32-544", 0x1F01FF)]
    for folder, _, names in os.walk(root):
        for name in ["", *names]:
            set_access(Path(folder) / name, [], inherited=[*everyone_else, users])
    set_access(root / "apps/shop/App_Data", [iis], inherited=[*everyone_else, users])
    for folder, _, names in os.walk(root, topdown=False):
        for name in [*names, ""]:
            os.utime(Path(folder) / name, ns=(WHEN, WHEN))


def _partition() -> bytes:
    """GUID of the system partition, as make_disk sets it."""
    return UUID("0d15c000-0000-4000-8000-000000000101").bytes_le


def build(target: Path) -> Path:
    """Build the disk as a dynamic VHDX."""
    with tempfile.TemporaryDirectory(prefix="reberth-sample-") as folder:
        disk = make_disk(Path(folder) / "sample.raw", [Part(60, populate)])
        return convert(disk.path, target, "vhdx-dynamic")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="reberth-sample-") as place:
        made = build(Path(place) / "sample.vhdx")
        packed = lzma.compress(made.read_bytes(), preset=9 | lzma.PRESET_EXTREME)
    SHIPPED.parent.mkdir(parents=True, exist_ok=True)
    SHIPPED.write_bytes(packed)
    sys.stdout.write(f"{SHIPPED.name}: {len(packed):,} bytes\n")
