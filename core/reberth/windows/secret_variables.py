"""Which environment variables look like secrets: their values stay on the disk.

Sterner than the rule for settings in configuration files, which are rewritten: a value that is withheld here without
need costs nothing, because variables only serve to expand paths, and paths are never withheld.
"""

from __future__ import annotations

import re

_INSIDE = (
    *("password", "passwd", "passwort", "passphrase", "kennwort", "pwd", "secret", "token", "credential"),
    *("apikey", "accesskey", "accountkey", "privatekey", "sharedkey", "encryptionkey", "signingkey", "machinekey"),
    *("sharedaccess", "connectionstring", "connstr"),
)
_AT_END = ("key", "pass", "pw")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_WORDS = frozenset({"auth", "cert", "dsn", "jwt", "key", "pass", "pat", "pin", "psk", "pw", "salt", "sas", "uid"})
_PATH = re.compile(r"^(?:[A-Za-z]:[\\/]|\\\\|%[\w()]+%\\)[^=@]*$")
_SECRET_VALUE = re.compile(
    r"""(?ix)
    \b(?:\w*(?:password|passwd|passphrase|pwd|secret|token|credential)|pass|sig|passwort|kennwort
      |(?:account|api|access|shared|sharedaccess|private|client|encryption|signing|license)[_\ -]?key
      |shared[_\ ]?access[_\ ]?signature)
      ["']?\s*[=:]\s*["']?\S                         # Password=..., "apiKey": "..."
    | (?:^|\s)[-/]{1,2}(?:p|pass|password|pwd|token|secret)[\s=:]+\S # --password ...
    | ://[^/\s:@]*:[^/\s@]+@                         # https://user:password@host
    | \[enc:
    | -----BEGIN\ [A-Z ]*(?:KEY|CERTIFICATE)
    | \beyJ[\w-]{10,}\.                              # JSON web token
    | \b(?:AKIA|ASIA)[0-9A-Z]{16}\b
    | \b(?:gh[oprsu]_|github_pat_|glpat-|xox[abprs]-)[\w-]{10,}
    """
)
# One long word of letters and digits mixed: a key in hex or base64, whatever its name.
_OPAQUE = re.compile(r"^(?=.*[A-Za-z])(?=.*\d)[A-Za-z0-9+/_=-]{24,}$")


def looks_secret(name: str, value: str) -> bool:
    """Whether a variable's value must not be shown or kept.

    Args:
        name: As stored.
        value: As stored or expanded.
    """
    if not value:
        return False
    if _SECRET_VALUE.search(value) or _OPAQUE.match(value):
        return True
    return _is_secret_name(name) and not _PATH.match(value)


def _is_secret_name(name: str) -> bool:
    """Whether the name alone says that there is a secret."""
    squeezed = re.sub(r"[\W_]", "", name).lower()
    if any(part in squeezed for part in _INSIDE) or squeezed.endswith(_AT_END):
        return True
    return bool({word.lower() for word in _WORD.findall(name)} & _WORDS)
