"""Connection strings: what they connect to, and whether they hold a password.

Grammar as in "Connection String Syntax" (ADO.NET): ``key=value`` pairs, values quoted where they need it. Entity
Framework nests one in ``provider connection string``.
"""

from __future__ import annotations

import re

_PAIR = re.compile(r"""\s*([^=;]+?)\s*=\s*("(?:[^"]|"")*"|'(?:[^']|'')*'|[^;]*)\s*(?:;|$)""")
_SECRET_KEYS = frozenset(
    {
        "password",
        "pwd",
        "user password",
        "accountkey",
        "sharedaccesskey",
        "sharedaccesssignature",
        "sharedsecretvalue",
        "accesskey",
        "jet oledb:database password",
        "clientsecret",
        "client secret",
        "secret",
    }
)
_NESTED = "provider connection string"
_SERVER = ("data source", "server", "address", "addr", "network address", "host", "endpoint")
_DATABASE = ("initial catalog", "database")
_INTEGRATED = ("integrated security", "trusted_connection")


def parse(text: str) -> dict[str, str]:
    """Keys (lower case) and values; those of a nested connection string win over the outer ones."""
    pairs: dict[str, str] = {}
    for match in _PAIR.finditer(text):
        value = match.group(2).strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1].replace(value[0] * 2, value[0])
        pairs[match.group(1).strip().lower()] = value
    nested = pairs.pop(_NESTED, "")
    if nested and _NESTED not in nested.lower():
        pairs.update(parse(nested.replace("&quot;", '"')))
    return pairs


def holds_secret(text: str) -> bool:
    """Whether a connection string has a password or key in it."""
    if "=" not in text:
        return False
    return any(value and key in _SECRET_KEYS for key, value in parse(text).items())


def server_of(text: str) -> tuple[str, str, bool]:
    """Server, database and whether Windows authentication is asked for; "" where not given."""
    pairs = parse(text)
    server = next((pairs[key] for key in _SERVER if pairs.get(key)), "")
    database = next((pairs[key] for key in _DATABASE if pairs.get(key)), "")
    integrated = any(pairs.get(key, "").lower() in {"true", "yes", "sspi"} for key in _INTEGRATED)
    return server, database, integrated
