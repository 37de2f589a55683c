"""What a record says of itself, in plain words: each field with a title, each value readable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QCoreApplication

from reberth_gui.models.quantities import count_text, size_text
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.artifact_records import ArtifactRecord

# On screen already, or for the machine.
_KNOWN = frozenset({"kind", "name", "evidence", "pem"})
_BYTES = frozenset({"message_bytes"})
_LONGEST = 200


def facts_of(record: ArtifactRecord) -> tuple[tuple[str, str], ...]:
    """Titles and values of a record's simple fields; empty ones say nothing."""
    return tuple(_facts(record))


def _facts(record: ArtifactRecord) -> Iterator[tuple[str, str]]:
    titles = fact_titles()
    for field in msgspec.structs.fields(record):
        value = getattr(record, field.name)
        if field.name not in _KNOWN and _is_simple(value) and value not in ("", ()):
            yield titles.get(field.name, field.name), shown(_text(field.name, value))[:_LONGEST]


def _is_simple(value: Any) -> bool:
    """Text, a number, yes or no, or several texts; what is made of parts is told elsewhere."""
    return isinstance(value, str | int) or (isinstance(value, tuple) and all(isinstance(one, str) for one in value))


def _text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _tr("yes") if value else _tr("no")
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    if isinstance(value, int):
        return size_text(value) if name in _BYTES else count_text(value)
    return str(value)


def fact_titles() -> dict[str, str]:
    """Fields of records by the names that people use."""
    return {
        "account": _tr("Account"),
        "action": _tr("Action"),
        "address": _tr("Address"),
        "addresses": _tr("Addresses"),
        "applications": _tr("Applications"),
        "classes": _tr("Classes"),
        "collation": _tr("Collation"),
        "configuration": _tr("Configuration"),
        "data": _tr("Data folder"),
        "database": _tr("Database"),
        "dism": _tr("Known to DISM"),
        "driver": _tr("Driver"),
        "driver_file": _tr("File of the driver"),
        "dynamic_port": _tr("Dynamic port"),
        "edition": _tr("Edition"),
        "enabled": _tr("Switched on"),
        "expires": _tr("Expires"),
        "features": _tr("Features"),
        "file": _tr("File"),
        "files": _tr("Files"),
        "forwarders": _tr("Forwarders"),
        "home": _tr("Home folder"),
        "id": _tr("Instance"),
        "installed": _tr("Installed on"),
        "integrated": _tr("Kept in Active Directory"),
        "issuer": _tr("Issuer"),
        "journal": _tr("Journal"),
        "key": _tr("Registry key"),
        "label": _tr("Label"),
        "local": _tr("A process of its own"),
        "location": _tr("Folder"),
        "login_mode": _tr("Sign-in"),
        "managed": _tr("A .NET class"),
        "mask": _tr("Subnet mask"),
        "message_bytes": _tr("Size of the messages"),
        "message_files": _tr("Files with messages"),
        "missing": _tr("Not found"),
        "modules": _tr("Modules"),
        "package": _tr("Kept package"),
        "path": _tr("Path"),
        "port": _tr("Port"),
        "ports": _tr("Ports"),
        "private_key": _tr("With a private key"),
        "program": _tr("Program"),
        "protocol": _tr("Protocol"),
        "publisher": _tr("Publisher"),
        "ranges": _tr("Ranges"),
        "records": _tr("Records"),
        "remark": _tr("Remark"),
        "rid": _tr("Relative identifier (RID)"),
        "root": _tr("Folder"),
        "runtime": _tr("Runtime"),
        "secret": _tr("Holds a secret"),
        "section": _tr("Section"),
        "sort": _tr("Sort"),
        "start": _tr("Starts"),
        "stock": _tr("Part of Windows"),
        "store": _tr("Store"),
        "subject": _tr("Subject"),
        "there": _tr("Program is there"),
        "thumbprint": _tr("Thumbprint"),
        "title": _tr("Title"),
        "token": _tr("Public key token"),
        "transactional": _tr("Transactional"),
        "triggers": _tr("Runs"),
        "type": _tr("Type"),
        "used_by": _tr("Used by"),
        "user": _tr("User (SID)"),
        "value": _tr("Value"),
        "version": _tr("Version"),
        "view": _tr("Registry view"),
        "weakens": _tr("Weakens security"),
        "windows_installer": _tr("Windows Installer package"),
        "withheld": _tr("Withheld, as it may be a secret"),
        "witnesses": _tr("Installed according to"),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("ArtifactFacts", text)
