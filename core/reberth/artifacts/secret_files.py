"""Files that hold keys or passwords, by their names: they are never copied unless the user says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.artifacts.server import OfflineServer

_SECRET = re.compile(
    r"(?i)^(.*\.(key|pfx|p12|pvk|jks|keystore|ppk|kdbx)|\.env(\..*)?|\.htpasswd|htpasswd.*|passwords?\.(txt|ini|xml)"
    r"|wp-config\.php|configuration\.php|config(\.inc|\.local|_inc)?\.php|settings(\.local)?\.php|parameters\.ya?ml"
    r"|database\.(php|ya?ml)|secrets?\.(ya?ml|json|ini)|tomcat-users\.xml|id_rsa|.*\.pem)$"
)


def secret_files(server: OfflineServer, folder: str, named: Iterable[str] = ()) -> tuple[str, ...]:
    r"""Paths below a folder (``\conf\server.key``) of files that hold secrets by their names, or are named as keys.

    Looked for along the very way that the copy takes: links inside the disks are followed, and a folder that cannot be
    read does not end the search, for the copy goes on behind it too.

    Args:
        server: The server.
        folder: Windows path.
        named: Windows paths of files that a configuration calls keys.
    """
    base = folder.rstrip("\\").upper() + "\\"
    secret = {path[len(base) - 1 :] for path in named if path.upper().startswith(base)}
    secret |= {
        item.path
        for item in server.content(folder)
        if not item.entry.directory and _SECRET.match(item.path.rpartition("\\")[2])
    }
    return tuple(sorted(secret))
