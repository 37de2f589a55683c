"""Security identifiers that mean the same on every Windows ([MS-DTYP] 2.4.2.4)."""

from __future__ import annotations

import hashlib
import struct

_KNOWN = {
    "S-1-1-0": "Everyone",
    "S-1-3-0": "CREATOR OWNER",
    "S-1-5-11": "Authenticated Users",
    "S-1-5-17": "IUSR",
    "S-1-5-18": "SYSTEM",
    "S-1-5-19": "LOCAL SERVICE",
    "S-1-5-20": "NETWORK SERVICE",
    "S-1-5-32-544": "Administrators",
    "S-1-5-32-545": "Users",
    "S-1-5-32-568": "IIS_IUSRS",
}
_TRUSTED_INSTALLER = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"


def sid_name(sid: str) -> str:
    """Name of a well-known SID, "" for others."""
    return "TrustedInstaller" if sid == _TRUSTED_INSTALLER else _KNOWN.get(sid, "")


def pool_sid(pool: str) -> str:
    r"""The SID of ``IIS AppPool\<pool>``: S-1-5-82 and the SHA-1 of the lower-cased name in UTF-16."""
    digest = hashlib.sha1(pool.lower().encode("utf-16-le"), usedforsecurity=False).digest()
    return "S-1-5-82-" + "-".join(map(str, struct.unpack("<5I", digest)))
