"""Configuration files without their secrets (design decision 11).

A section that holds a secret moves to a file of its own, which the web.config names by ``configSource`` (``file``
for appSettings). The image holds only a skeleton of that file, with ``{{VARIABLE}}`` in place of each secret, and the
start script writes it out. All text outside the moved parts stays as it was, byte for byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import quoteattr

from reberth.applications.config_file import encode, parse_config
from reberth.applications.secrets import find_secrets
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reberth.applications.config_file import ConfigFile, Node
    from reberth.applications.secrets import Secret
    from reberth.model.plan import Rewrite

_REMOVED = b"<!-- A comment stood here that held a secret. -->"
# The start script puts the value's XML in place of this element.
INNER = "reberth-inner"
_LONG = 7
# No honest file comes near; the work grows with the square.
_MAX_SECRETS = 2000


class ExternalFile(NamedTuple):
    """A file that the start script writes beside the configuration file.

    Attributes:
        name: File name.
        skeleton: UTF-8 XML with placeholders.
    """

    name: str
    skeleton: bytes


class Rewritten(NamedTuple):
    """What is shipped: ``data`` is None where the whole file is written at start."""

    data: bytes | None
    externals: tuple[ExternalFile, ...]


def asks_for(skeleton: str, variable: str) -> bool:
    """Whether a skeleton has a place for a variable's value."""
    return f"{{{{{variable}}}}}" in skeleton or f'<{INNER} variable="{variable}" />' in skeleton


class _Edit(NamedTuple):
    """Replace the UTF-8 text from ``start`` to ``end``."""

    start: int
    end: int
    text: bytes


def rewrite(data: bytes, change: Rewrite) -> Rewritten:
    """Take the secrets out of a configuration file.

    Args:
        data: The file.
        change: Which secrets get which variable.

    Raises:
        ReberthError: ``application.rewrite-impossible`` where a secret would stay or the file cannot be changed
            safely.
    """
    try:
        config = parse_config(data, change.file)
    except ReberthError as error:
        raise ReberthError("application.rewrite-impossible", path=change.file) from error
    secrets = list(find_secrets(config, change.source, change.file))
    if len(secrets) > _MAX_SECRETS:
        raise ReberthError("application.rewrite-impossible", path=change.file)
    variables = {(item.secret.location, item.secret.attribute): item.variable for item in change.values}
    name = change.file.rpartition("\\")[2]
    if name.lower() == "web.config" and all(_can_move(config, item) for item in secrets):
        result = _moved_sections(config, secrets, variables, change)
    else:
        edits = [*_placeholders(config, secrets, variables, change), *_blanked(secrets)]
        whole = encode(_applied(config.text, edits).decode(), config.encoding)
        result = Rewritten(None, (ExternalFile(name, whole),))
    _verify(result, secrets, change)
    return result


def _can_move(config: ConfigFile, secret: Secret) -> bool:
    """Whether a secret's section can go to a file of its own; else the start script writes the whole file."""
    section = secret.section
    if section is None:
        return True
    if config.root is section or (section.tag == "appSettings" and "file" in section.attributes):
        return False
    if secret.ref.kind == "protected-section":
        return True
    # A prefix that is declared further out would mean nothing in another file.
    names = [name for node in section.walk() for name in (node.tag, *node.attributes)]
    return all(name.partition(":")[0] in {"xml", "xmlns"} for name in names if ":" in name) and not any(
        name.startswith("xmlns:") for name in names
    )


def _moved_sections(
    config: ConfigFile, secrets: list[Secret], variables: Mapping[tuple[str, str], str], change: Rewrite
) -> Rewritten:
    """A web.config: each section with a secret goes to a file of its own."""
    sections: dict[int, list[Secret]] = {}
    for secret in secrets:
        if secret.section is not None:
            sections.setdefault(secret.section.start, []).append(secret)
    edits = list(_blanked(secrets))
    externals: list[ExternalFile] = []
    used: set[str] = set()
    for found in sections.values():
        section = found[0].section
        if section is None:
            continue
        name = _file_name(found[0].ref.section, used)
        placeholders = _placeholders(config, found, variables, change)
        inside = [item for item in edits if section.start <= item.start and item.end <= section.end]
        edits = [item for item in edits if item not in inside]
        if section.tag == "appSettings" and found[0].ref.kind != "protected-section":
            edits += _settings_edits(config, section, found, name)
            edits += inside
            externals.append(ExternalFile(name, _settings_skeleton(config, found, placeholders)))
        else:
            tag = section.tag.encode()
            edits.append(_Edit(section.start, section.end, b"<%s configSource=%s />" % (tag, quoteattr(name).encode())))
            moved = _applied(config.text, [*placeholders, *inside], section.start, section.end)
            externals.append(ExternalFile(name, b'<?xml version="1.0" encoding="utf-8"?>\n' + moved + b"\n"))
    shipped = _applied(config.text, edits).decode()
    return Rewritten(encode(shipped, config.encoding), tuple(externals))


def _file_name(section: str, used: set[str]) -> str:
    """``reberth.system.net.mailSettings.smtp.config``; numbered where a section occurs in several locations."""
    base = "reberth." + section.replace("/", ".")
    name, number = f"{base}.config", 1
    while name in used:
        number += 1
        name = f"{base}.{number}.config"
    used.add(name)
    return name


def _settings_edits(config: ConfigFile, section: Node, found: Iterable[Secret], name: str) -> list[_Edit]:
    """Secret entries leave appSettings, and ``file`` names where they come back from."""
    whole = config.text[section.start : section.open_end]
    cut = section.open_end - (2 if whole.endswith(b"/>") else 1)
    edits = [_Edit(cut, cut, b" file=" + quoteattr(name).encode())]
    edits += [_Edit(item.node.start, item.node.end, b"") for item in found if item.node is not None]
    return edits


def _settings_skeleton(config: ConfigFile, found: Iterable[Secret], placeholders: list[_Edit]) -> bytes:
    """The secret entries alone."""
    entries = [
        b"  " + _applied(config.text, placeholders, item.node.start, item.node.end)
        for item in found
        if item.node is not None
    ]
    return b'<?xml version="1.0" encoding="utf-8"?>\n<appSettings>\n' + b"\n".join(entries) + b"\n</appSettings>\n"


def _placeholders(
    config: ConfigFile, secrets: Iterable[Secret], variables: Mapping[tuple[str, str], str], change: Rewrite
) -> list[_Edit]:
    """An edit that puts ``{{VARIABLE}}`` in place of each secret value."""
    edits: dict[int, _Edit] = {}
    by_node: dict[int, list[Secret]] = {}
    for secret in secrets:
        if secret.node is not None:
            by_node.setdefault(secret.node.start, []).append(secret)
    for found in by_node.values():
        node = found[0].node
        if node is None:
            continue
        values: dict[str, str] = {}
        for secret in found:
            variable = variables.get((secret.ref.location, secret.ref.attribute))
            if variable is None:
                raise ReberthError("application.rewrite-impossible", path=change.file)
            values[secret.ref.attribute] = variable
        if found[0].ref.kind == "protected-section":
            inner = f'<{node.tag}><{INNER} variable="{values[""]}" /></{node.tag}>'
            edits[node.start] = _Edit(node.start, node.end, inner.encode())
            continue
        attributes = {
            key: f"{{{{{values[key]}}}}}" if key in values else value for key, value in node.attributes.items()
        }
        if any(key in node.attributes for key in values):
            edits[node.start] = _Edit(node.start, node.open_end, _start_tag(config, node, attributes))
        if "" in values:
            close = config.text.rindex(b"</", node.open_end, node.end)
            edits[node.open_end] = _Edit(node.open_end, close, f"{{{{{values['']}}}}}".encode())
    return list(edits.values())


def _start_tag(config: ConfigFile, node: Node, attributes: Mapping[str, str]) -> bytes:
    """A start tag with changed values."""
    end = b" />" if config.text[node.open_end - 2 : node.open_end] == b"/>" else b">"
    written = "".join(
        f" {key}={quoteattr(value, {chr(10): '&#10;', chr(9): '&#9;'})}" for key, value in attributes.items()
    )
    return f"<{node.tag}{written}".encode() + end


def _blanked(secrets: Iterable[Secret]) -> list[_Edit]:
    """Comments that hold secrets lose their text."""
    return [_Edit(item.comment.start, item.comment.end, _REMOVED) for item in secrets if item.comment is not None]


def _applied(text: bytes, edits: Iterable[_Edit], start: int = 0, end: int | None = None) -> bytes:
    """Text from ``start`` to ``end`` with the edits that lie in it."""
    end = len(text) if end is None else end
    pieces: list[bytes] = []
    place = start
    for edit in sorted(edits):
        if edit.start >= place and edit.end <= end:
            pieces += [text[place : edit.start], edit.text]
            place = edit.end
    pieces.append(text[place:end])
    return b"".join(pieces)


def _verify(result: Rewritten, secrets: Iterable[Secret], change: Rewrite) -> None:
    """No secret is left, and everything still parses.

    Raises:
        ReberthError: ``application.rewrite-impossible``.
    """
    outputs = [item.skeleton for item in result.externals]
    if result.data is not None:
        outputs.append(result.data)
    texts: list[str] = []
    for output in outputs:
        shipped = parse_config(output, change.file)
        texts += [comment.text for comment in shipped.comments]
        texts += [text for node in shipped.root.walk() for text in (*node.attributes.values(), node.text)]
        for left in find_secrets(shipped, change.source, change.file):
            if left.ref.kind != "protected-section" and not _value_of(left).startswith("{{"):
                raise ReberthError("application.rewrite-impossible", path=change.file)
    everything = "\n".join(texts)
    for secret in secrets:
        value = _value_of(secret)
        # Short values ("sa") turn up anywhere; long ones must not.
        if len(value) > _LONG and secret.ref.kind != "protected-section" and value in everything:
            raise ReberthError("application.rewrite-impossible", path=change.file)


def _value_of(secret: Secret) -> str:
    """The value of a secret, "" for a comment."""
    if secret.node is None:
        return ""
    return secret.node.attributes.get(secret.ref.attribute, secret.node.text).strip()
