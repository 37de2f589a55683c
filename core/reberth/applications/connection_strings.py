"""Connection strings: what they connect to, and whether they hold a password.

Grammar as in "Connection String Syntax" (ADO.NET): ``key=value`` pairs, values quoted where they need it, in ODBC by
braces. Entity Framework nests one in ``provider connection string``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSERS = {'"': '"', "'": "'", "{": "}"}
# Without blanks and underscores; whatever ends in "password" or "pwd" is one too.
_SECRET_KEYS = frozenset(
    {
        *("accountkey", "accesskey", "secretkey", "sharedaccesskey", "sharedaccesssignature", "sharedsecretvalue"),
        *("clientsecret", "secret", "apikey", "token", "accesstoken", "passphrase"),
    }
)
_SECRET_ENDS = ("password", "pwd")
_NOT_SECRET = frozenset({"", "true", "false", "yes", "no"})
_USER_IN_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^/\s:@?#]{0,200}:[^/\s@]{1,200}@")
_NESTED = "provider connection string"
_MAX_NESTED = 3
# Longer text is no connection string; the bound keeps hostile text from costing minutes.
_MAX_TEXT = 1 << 16
_SERVER = ("data source", "server", "address", "addr", "network address", "host", "endpoint")
_DATABASE = ("initial catalog", "database")
_INTEGRATED = ("integrated security", "trusted_connection")


def parse(text: str) -> dict[str, str]:
    """Keys (lower case) and values; those of a nested connection string win over the outer ones."""
    pairs: dict[str, str] = {}
    for _ in range(_MAX_NESTED):
        pairs.update(_pairs(text[:_MAX_TEXT]))
        text = pairs.pop(_NESTED, "").replace("&quot;", '"')
    return pairs


def holds_secret(text: str) -> bool:
    """Whether a connection string has a password or key in it."""
    if names_user(text):
        return True
    if "=" not in text:
        return False
    return any(_is_secret_key(key) and value.lower() not in _NOT_SECRET for key, value in parse(text).items())


def names_user(text: str) -> bool:
    """Whether a URL in the text has a user's password: ``amqp://user:password@host``."""
    return "://" in text and bool(_USER_IN_URL.search(text))


def server_of(text: str) -> tuple[str, str, bool]:
    """Server, database and whether Windows authentication is asked for; "" where not given."""
    pairs = parse(text)
    server = next((pairs[key] for key in _SERVER if pairs.get(key)), "")
    database = next((pairs[key] for key in _DATABASE if pairs.get(key)), "")
    integrated = any(pairs.get(key, "").lower() in {"true", "yes", "sspi"} for key in _INTEGRATED)
    # A misplaced quote may put half of the string, password included, into one value.
    return "" if holds_secret(server) else server, "" if holds_secret(database) else database, integrated


def _is_secret_key(key: str) -> bool:
    """Whether a key's value is a secret: ``Jet OLEDB:Database Password``."""
    plain = key.replace(" ", "").replace("_", "")
    return plain in _SECRET_KEYS or plain.endswith(_SECRET_ENDS)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """The pairs of one level, in order; pieces without an equals sign are skipped."""
    place = 0
    while (equals := text.find("=", place)) >= 0:
        key = text[place:equals].rpartition(";")[2].strip().lower()
        value, place = _value(text, equals + 1)
        if key:
            yield key, value


def _value(text: str, place: int) -> tuple[str, int]:
    """A value that starts at ``place``, and where the next pair starts."""
    place = _after_blanks(text, place)
    closer = _CLOSERS.get(text[place : place + 1], "")
    search = place + 1
    while closer and (stop := text.find(closer, search)) >= 0:
        if text[stop + 1 : stop + 2] == closer:
            search = stop + 2
            continue
        behind = _after_blanks(text, stop + 1)
        if text[behind : behind + 1] in {"", ";"}:
            return text[place + 1 : stop].replace(closer * 2, closer), behind + 1
        break
    stop = text.find(";", place)
    stop = len(text) if stop < 0 else stop
    return text[place:stop].strip(), stop + 1


def _after_blanks(text: str, place: int) -> int:
    """The first place from ``place`` on that is no blank."""
    while text[place : place + 1].isspace():
        place += 1
    return place
