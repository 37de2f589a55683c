"""Where a configuration file holds secrets. Values are looked at here and go no further."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reberth.applications.config_sections import section_nodes
from reberth.applications.connection_strings import holds_secret, names_user
from reberth.model.evidence import Evidence
from reberth.model.secret import SecretRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.applications.config_file import Comment, ConfigFile, Node
    from reberth.model.content import ContentRef
    from reberth.model.secret import SecretKind

COMMENT = "comment()"
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SECRET_WORDS = frozenset(
    {
        *("password", "passwd", "pwd", "pass", "passphrase", "passwort", "kennwort"),
        *("secret", "token", "credential", "credentials"),
    }
)
_SECRET_PAIRS = frozenset(
    (word, "key")
    for word in (
        *("api", "access", "account", "private", "shared", "storage", "encryption", "signing", "machine", "secret"),
        *("validation", "decryption", "license", "subscription", "security", "client", "sas"),
    )
)
# Names written as one word: "smtppassword".
_SECRET_ENDS = ("password", "passwd", "pwd", "apikey", "accesskey", "secretkey", "privatekey", "secret")
# Words that turn a secret word into a setting about secrets: PasswordMinLength, TokenLifetime, requirePassword.
_ABOUT = frozenset(
    {
        "min",
        "max",
        "length",
        "minimum",
        "maximum",
        "required",
        "require",
        "requires",
        "format",
        "enable",
        "enabled",
        "allow",
        "reset",
        "attempt",
        "attempts",
        "strength",
        "regular",
        "expression",
        "expiration",
        "expires",
        "expiry",
        "lifetime",
        "timeout",
        "window",
        "url",
        "uri",
        "path",
        "page",
        "provider",
        "type",
        "name",
        "mode",
        "policy",
        "public",
        "field",
        "label",
        "file",
        "days",
        "hours",
        "minutes",
        "validator",
        "retrieval",
        "question",
        "answer",
        "cookie",
        "header",
    }
)
_PLAIN = re.compile(r"(?i)^(true|false|yes|no|on|off|none|null|clear|hashed|encrypted|autogenerate(,.*)?|~/.*)$")
_SMALL_NUMBER = re.compile(r"^\d{1,4}$")
_ENCRYPTED = re.compile(r"(?i)\[enc:")
_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----")
# name=value and name: value, as in ini, JSON, YAML and the attributes of markup.
_ASSIGNED = re.compile(
    r"""(?x)(?<![\w.:-])([\w.:-]{1,200})["']?\s{0,20}[=:]\s{0,20}
    (?:"([^"\n]{1,4000})"|'([^'\n]{1,4000})'|([^\s"'<>;,]{1,4000}))"""
)
_ATTRIBUTE = re.compile(r"""(?<![\w.:-])([\w.:-]{1,80})\s{0,20}=\s{0,20}(?:"([^"]{1,4000})"|'([^']{1,4000})')""")


class Secret(NamedTuple):
    """A secret in a parsed file, with its section's element and its own (both None for a comment)."""

    ref: SecretRef
    section: Node | None
    node: Node | None
    comment: Comment | None = None


def find_secrets(config: ConfigFile, file: ContentRef, path: str) -> Iterator[Secret]:
    """Every secret of a file, in document order, comments last.

    Args:
        config: The parsed file.
        file: Reference to it.
        path: Windows path for the evidence.
    """
    for section_path, section in section_nodes(config.root):
        for node in section.walk():
            for kind, attribute, name in _secrets_of(section_path, section, node):
                evidence = Evidence("file", path, node.place, node.line)
                ref = SecretRef(kind, file, section_path, node.place, attribute, name, evidence)
                yield Secret(ref, section, node)
            if node is section and "configProtectionProvider" in node.attributes:
                break
    for comment in config.comments:
        if text_holds_secret(comment.text):
            evidence = Evidence("file", path, COMMENT, comment.line)
            ref = SecretRef("credential", file, "", f"{COMMENT}@{comment.line}", "", COMMENT, evidence)
            yield Secret(ref, None, None, comment)


def text_holds_secret(text: str) -> bool:
    """Whether free text (a comment, a JSON or ini file) assigns something that looks like a secret."""
    if _ENCRYPTED.search(text) or _PRIVATE_KEY.search(text) or names_user(text) or _markup_holds_secret(text):
        return True
    for match in _ASSIGNED.finditer(text):
        value = match.group(2) or match.group(3) or match.group(4)
        if is_secret(match.group(1), value) or holds_secret(value):
            return True
    return False


def _markup_holds_secret(text: str) -> bool:
    """Whether commented-out elements hold a secret: ``<add key="ApiKey" value="..."/>``, ``<password>...``."""
    owner = ""
    for piece in text.split("<"):
        head, _, inner = piece.partition(">")
        attributes = {match.group(1): match.group(2) or match.group(3) for match in _ATTRIBUTE.finditer(piece)}
        owner = attributes.get("key") or attributes.get("name") or owner
        tag = head.split(maxsplit=1)[0] if head.strip() else ""
        if is_secret(owner, attributes.get("value", "")) or is_secret(owner if tag == "value" else tag, inner):
            return True
    return False


def is_secret(name: str, value: str) -> bool:
    """Whether the value of a setting is a secret, as its name says and the value allows.

    A small number is one only where the name is that of the secret itself: ``Pin2Password``, not ``PasswordHistory``.
    """
    value = value.strip()
    if not value or _PLAIN.match(value) or not is_secret_name(name):
        return False
    words = _words(name)
    itself = words[-1] in _SECRET_WORDS or tuple(words[-2:]) in _SECRET_PAIRS or words[-1].endswith(_SECRET_ENDS)
    return itself or not _SMALL_NUMBER.match(value)


def is_secret_name(name: str) -> bool:
    """Whether a setting's name says that its value is a secret: ``SmtpPassword``, not ``PasswordMinLength``."""
    words = _words(name)
    if set(words) & _ABOUT:
        return False
    return bool(set(words) & _SECRET_WORDS or set(pairwise(words)) & _SECRET_PAIRS) or "".join(words).endswith(
        _SECRET_ENDS
    )


def _words(name: str) -> list[str]:
    """The words of a name, lower case: ``SmtpPassword``, ``smtp_password`` and ``smtp.password`` have two."""
    return [word.lower() for word in _WORDS.findall(name)]


def _secrets_of(section_path: str, section: Node, node: Node) -> Iterator[tuple[SecretKind, str, str]]:
    """Kind, attribute and name of each secret on one element."""
    name = next(
        (node.attributes[key] for key in ("name", "key", "userName", "path") if node.attributes.get(key)), node.tag
    )
    if node is section and "configProtectionProvider" in node.attributes:
        yield "protected-section", "", section_path
        return
    if node.tag == "add" and section.tag == "appSettings" and _is_secret_setting(node):
        yield "app-setting", "value", node.attributes.get("key", "")
        return
    for attribute, value in node.attributes.items():
        kind = _kind_of(section_path, node, attribute, value)
        if kind is not None:
            yield kind, attribute, name if name != node.tag else f"{node.tag} {attribute}"
    text = node.text.strip()
    owner = node.parent.attributes.get("name", "") if node.parent is not None else ""
    if text and (holds_secret(text) or _ENCRYPTED.search(text) or is_secret(owner or node.tag, text)):
        yield "credential", "", owner or node.tag


def _is_secret_setting(node: Node) -> bool:
    """Whether an appSettings entry holds a secret."""
    key, value = node.attributes.get("key", ""), node.attributes.get("value", "")
    return holds_secret(value) or bool(_ENCRYPTED.search(value)) or is_secret(key, value)


def _kind_of(section_path: str, node: Node, attribute: str, value: str) -> SecretKind | None:
    """The kind of secret that an attribute holds, None for none."""
    if not value or attribute in {"key", "name", "providerName", "type", "configSource", "file"}:
        return None
    if _ENCRYPTED.search(value):
        return "encrypted-value"
    if holds_secret(value):
        return "connection-string"
    if section_path.endswith("machineKey") and attribute in {"validationKey", "decryptionKey"}:
        return None if value.lower().startswith("autogenerate") else "machine-key"
    # A value="..." whose entry has a telling name: log4net parameters, provider settings.
    owner = node.attributes.get("name") or node.attributes.get("key") or ""
    if is_secret(attribute, value) or (attribute.lower() == "value" and is_secret(owner, value)):
        return "smtp" if "mailSettings" in section_path else "credential"
    return None
