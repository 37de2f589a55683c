"""What is asked of the server that has everything, for whole build folders in ``tests/artifacts/goldens``."""

from __future__ import annotations

from typing import Any, NamedTuple

from reberth.model.selection import Installer, Selection
from tests.support.artifact_server import NAMED

ASKED = ("all", *NAMED)


class Golden(NamedTuple):
    """Options of ``write_everything``, and the selection."""

    options: dict[str, Any]
    selection: Selection


SEVEN_ZIP = Installer("7-Zip 19.00 (x64 edition)", "7z1900-x64.msi", "a" * 64)
GOLDEN = {
    # Web sites and every other kind.
    "everything": Golden({}, Selection(artifacts=ASKED, installers=(SEVEN_ZIP,))),
    # A server without IIS: services that stand for themselves.
    "roles": Golden(
        {"iis": "", "computer": "ROLES02", "release": 0},
        Selection(artifacts=("Apache", "DNSServer", "MSMQ", "DHCPServer", "SQLServer"), windows="ltsc2019"),
    ),
    # An old 32-bit server, and single things asked for by name.
    "by-name": Golden(
        {"architecture": "x86", "version": "6.0", "build": 6003, "iis": "7.0", "computer": "OLD03", "release": 0},
        Selection(
            artifacts=(
                "IIS",
                "OdbcDsn/Shop",
                "Fonts/Arial (TrueType)",
                r"Tls/Protocols\TLS 1.0\Server Enabled",
                r"RegistryKeys/HKLM\SOFTWARE\Contoso\Shop",
            )
        ),
    ),
}
