"""Where a configuration file holds secrets. Values are looked at here and go no further."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reberth.applications.config_sections import section_nodes
from reberth.applications.connection_strings import holds_secret
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
    {"password", "passwd", "pwd", "passphrase", "passwort", "kennwort", "secret", "token", "credential"}
)
_SECRET_PAIRS = frozenset(
    {
        ("api", "key"),
        ("access", "key"),
        ("account", "key"),
        ("private", "key"),
        ("shared", "key"),
        ("storage", "key"),
        ("encryption", "key"),
        ("signing", "key"),
        ("machine", "key"),
        ("validation", "key"),
        ("decryption", "key"),
        ("license", "key"),
        ("subscription", "key"),
        ("security", "key"),
        ("client", "key"),
        ("sas", "key"),
        ("connection", "string"),
    }
)
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
_PLAIN = re.compile(r"(?i)^(true|false|yes|no|on|off|none|null|clear|hashed|encrypted|autogenerate.*|\d{1,4}|~?/.*)$")
_ENCRYPTED = re.compile(r"(?i)\[enc:")
_ASSIGNED = re.compile(
    r"""(?ix)\b(password|passwd|pwd|accountkey|sharedaccesskey|secret|api_?key|access_?key|validationkey|decryptionkey)
    ["']?\s*[=:]\s*["']?(?!\s*(?:["';,<]|true\b|false\b|null\b))[^\s"';<,]{3,}"""
)
_KEY_VALUE = re.compile(r"""(?is)\bkey\s*=\s*["']([^"']+)["'][^>]*?\bvalue\s*=\s*["']([^"']+)["']""")


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
    if _ASSIGNED.search(text) or _ENCRYPTED.search(text):
        return True
    return any(is_secret_name(key) and not _PLAIN.match(value) for key, value in _KEY_VALUE.findall(text))


def is_secret_name(name: str) -> bool:
    """Whether a setting's name says that its value is a secret: ``SmtpPassword``, not ``PasswordMinLength``."""
    words = [word.lower() for word in _WORDS.findall(name)]
    if set(words) & _ABOUT:
        return False
    joined = "".join(words)
    pairs = set(pairwise(words))
    return bool(set(words) & _SECRET_WORDS or pairs & _SECRET_PAIRS) or joined.endswith(
        ("password", "apikey", "secret")
    )


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
    if text and not node.children:
        owner = node.parent.attributes.get("name", "") if node.parent is not None else ""
        if (
            holds_secret(text)
            or _ENCRYPTED.search(text)
            or (is_secret_name(owner or node.tag) and not _PLAIN.match(text))
        ):
            yield "credential", "", owner or node.tag


def _is_secret_setting(node: Node) -> bool:
    """Whether an appSettings entry holds a secret."""
    key, value = node.attributes.get("key", ""), node.attributes.get("value", "")
    if not value:
        return False
    return holds_secret(value) or bool(_ENCRYPTED.search(value)) or (is_secret_name(key) and not _PLAIN.match(value))


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
    if not is_secret_name(attribute) or _PLAIN.match(value) or attribute.lower().endswith("connectionstring"):
        # A value="..." whose entry has a telling name: log4net parameters, provider settings.
        owner = node.attributes.get("name") or node.attributes.get("key") or ""
        telling = attribute.lower() == "value" and is_secret_name(owner) and not _PLAIN.match(value)
        return "credential" if telling and not owner.lower().endswith("connectionstring") else None
    return "smtp" if "mailSettings" in section_path else "credential"
