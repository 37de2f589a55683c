"""Lines that quote a configuration or a message, shown to a person without the passwords and keys in them."""

from __future__ import annotations

import re

_WORDS = r"(?:password|passwd|passwort|kennwort|passphrase|pwd|secret|token|credential)"
_NAME = re.compile(rf"(?i)(?:{_WORDS}|key|pass)s?$|{_WORDS}|(?:api|access|account|private|shared)_?key")
_ATTRIBUTE = re.compile(r"""(?<![\w.:-])([\w.:-]{1,100})(\s{0,3}=\s{0,3})(?:"([^"]{0,4000})"?|'([^']{0,4000})'?)""")
# In connection strings and URLs: up to the semicolon or quote; where none follows, to the next blank.
_PAIR = re.compile(
    rf"""(?xi)
    (?<![\w.]) ((?!publickeytoken)(?:[\w.]{{0,60}}{_WORDS}|[\w.]{{1,60}}key|key|pass|sig)\s{{0,3}}=\s{{0,3}})
    (?: (&quot;|["']).*?(?:\2|$) | [^;"'<>&]{{1,1000}}?(?=;|&quot;|["'<>]) | [^\s;"'<>&]{{1,1000}} )"""
)
_LAST_PAIR = re.compile(rf"(?i)(;\s{{0,3}}[\w. ]{{0,60}}{_WORDS}\s{{0,3}}=)[^;\"'<>&]{{1,1000}}$")
_USER = re.compile(r"(://[^/\s:@]{0,200}:)[^/\s@]{1,200}@")
_MOST = 4000
# These say which setting is meant.
_NAMES = frozenset({"key", "name"})


def without_secrets(line: str) -> str:
    """A line, its first 4000 letters, with ``***`` for every value whose name is that of a secret.

    Args:
        line: ``<add key="SmtpPassword" value="..." />``, ``Server=a;Password=...``, or any text.
    """
    line = line[:_MOST]
    named = any(match[1].lower() in _NAMES and _NAME.search(_value(match)) for match in _ATTRIBUTE.finditer(line))

    def masked(match: re.Match[str]) -> str:
        name = match[1].lower()
        if name in _NAMES or name == "publickeytoken":
            return match[0]
        secret = _NAME.search(name) or (named and name == "value")
        quote = '"' if match[3] is not None else "'"
        return f"{match[1]}{match[2]}{quote}{'***' if secret else _pairs(_value(match))}{quote}"

    plain = _ATTRIBUTE.sub(masked, line)
    return _USER.sub(r"\1***@", _pairs(plain))


def _value(match: re.Match[str]) -> str:
    """What stands between the quotes."""
    return match[3] if match[3] is not None else match[4]


def _pairs(text: str) -> str:
    """The text with the values of ``Password=...`` and the like masked; a name in quotes is none of these."""
    return _PAIR.sub(_masked_pair, _LAST_PAIR.sub(r"\1***", text))


def _masked_pair(match: re.Match[str]) -> str:
    """One pair; ``key="SmtpPassword"`` is a name and stays."""
    bare = match[1].split("=")[0].strip().lower()
    if match[2] and bare in _NAMES:
        return match[0]
    return f"{match[1]}{match[2] or ''}***{match[2] or ''}"
