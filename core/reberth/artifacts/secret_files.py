"""Files that hold keys or passwords, by their names: they are never copied unless the user says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.filesystems.walk import walk
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.artifacts.server import OfflineServer

_SECRET = re.compile(
    r"(?i)^(.*\.(key|pfx|p12|pvk|jks|keystore|ppk|kdbx)|\.env(\..*)?|\.htpasswd|htpasswd.*|passwords?\.(txt|ini|xml)"
    r"|wp-config\.php|configuration\.php|config(\.inc|\.local|_inc)?\.php|settings(\.local)?\.php|parameters\.ya?ml"
    r"|database\.(php|ya?ml)|secrets?\.(ya?ml|json|ini)|tomcat-users\.xml|id_rsa|.*\.pem)$"
)
_MOST_ENTRIES = 200_000


def secret_files(server: OfflineServer, folder: str, named: Iterable[str] = ()) -> tuple[str, ...]:
    r"""Paths below a folder (``\conf\server.key``) of files that hold secrets by their names, or are named as keys.

    Args:
        server: The server.
        folder: Windows path.
        named: Windows paths of files that a configuration calls keys.
    """
    found = server.find(folder)
    if found is None or not found.entry.directory:
        return ()
    base = folder.rstrip("\\").upper() + "\\"
    secret = {path[len(base) - 1 :] for path in named if path.upper().startswith(base)}
    length = len(found.entry.path.rstrip("\\"))
    try:
        for number, entry in enumerate(walk(found.tree, found.entry)):
            if number >= _MOST_ENTRIES:
                break
            if not entry.directory and _SECRET.match(entry.name):
                secret.add(entry.path[length:])
    except ReberthError:
        # The copy will meet the unreadable folder again and name it.
        return tuple(sorted(secret))
    return tuple(sorted(secret))
