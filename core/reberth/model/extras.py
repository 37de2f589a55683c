"""Steps of the image beyond IIS, its content and its features: what the artifact kinds become."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from reberth.model.content import ContentRef
from reberth.model.evidence import Evidence

RegistryType = Literal["sz", "expand-sz", "multi-sz", "dword", "qword", "binary"]
Action = Literal["certificate", "com", "font", "queue", "machine-config"]


class CarriedFile(Struct, frozen=True, omit_defaults=True):
    r"""A single file of the server that is part of the build context.

    Attributes:
        name: Path below the context, chosen by Reberth: ``artifacts/fonts/01-corp.ttf``.
        source: The file on the disk.
        target: Where the Dockerfile copies it to, "" where a setup step takes it from ``C:\reberth\artifacts``.
    """

    step: str
    name: str
    source: ContentRef
    target: str = ""
    evidence: tuple[Evidence, ...] = ()


class CarriedText(Struct, frozen=True, omit_defaults=True):
    """A small file of the context that comes from the registry: a certificate. ``name`` as for a carried file."""

    step: str
    name: str
    lines: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


class RegistrySetting(Struct, frozen=True, omit_defaults=True):
    r"""A registry value of the image.

    Attributes:
        key: ``HKEY_LOCAL_MACHINE\SOFTWARE\...`` as a 64-bit program sees it.
        name: Value name, "" for the key's default value.
        type: Its type.
        value: Text; decimal digits of numbers; hex of ``binary``; parts of ``multi-sz`` joined by NUL.
    """

    step: str
    key: str
    name: str
    type: RegistryType
    value: str
    evidence: tuple[Evidence, ...] = ()


_ONE_LINE = re.compile("^[^\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]*$")


def can_be_written(setting: RegistrySetting) -> bool:
    """Whether key and value name can stand in a registry file: a line break would begin a line of its own."""
    return bool(_ONE_LINE.match(setting.key) and _ONE_LINE.match(setting.name)) and "]" not in setting.key


class SetupAction(Struct, frozen=True, omit_defaults=True):
    """Something that the fixed script ``artifacts.ps1`` does during the build, told as data.

    ``attributes`` are the action's own: ``certificate`` store and file; ``com`` file and system (``System32`` or
    ``SysWOW64``); ``font`` name and file; ``queue`` name, transactional, journal; ``machine-config`` runtime, section,
    element (``add``, or "" for the section itself), key (the attribute that tells entries apart) and ``a-...`` for
    each attribute of the entry.
    """

    step: str
    action: Action
    attributes: tuple[tuple[str, str], ...]
    evidence: tuple[Evidence, ...] = ()


class HostEntry(Struct, frozen=True, omit_defaults=True):
    """A line of the hosts file that compose gives the container."""

    step: str
    address: str
    name: str
    evidence: tuple[Evidence, ...] = ()


class CarriedFolder(Struct, frozen=True, omit_defaults=True):
    r"""A folder of another service. ``excluded`` are paths below it that stay behind (``\conf\server.key``)."""

    step: str
    name: str
    source: ContentRef
    target: str
    excluded: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class OwnService(Struct, frozen=True, omit_defaults=True):
    r"""Another service of the server, with a Dockerfile of its own in ``services/<name>`` and a line in compose.

    Attributes:
        name: ``apache``, ``dns``.
        base: Base image.
        title: For a comment: what it is.
        folders: What is copied.
        files: Single files copied.
        features: Windows features to enable, by DISM name.
        settings: Registry values.
        ports: ``80`` or ``53/udp``.
        command: What the container runs, empty for ``watch``.
        watch: Windows service whose life is the container's, "" for none.
    """

    step: str
    name: str
    base: str
    title: str
    folders: tuple[CarriedFolder, ...] = ()
    files: tuple[CarriedFile, ...] = ()
    features: tuple[str, ...] = ()
    settings: tuple[RegistrySetting, ...] = ()
    ports: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    watch: str = ""
    evidence: tuple[Evidence, ...] = ()


class Extras(Struct, frozen=True, omit_defaults=True):
    """All of it.

    Attributes:
        files, texts: Files of the build context.
        settings: Registry values, in order.
        actions: What ``artifacts.ps1`` does, in order.
        hosts: Names for compose.
        services: Other services.
        watched: Windows services that the image also runs.
    """

    files: tuple[CarriedFile, ...] = ()
    texts: tuple[CarriedText, ...] = ()
    settings: tuple[RegistrySetting, ...] = ()
    actions: tuple[SetupAction, ...] = ()
    hosts: tuple[HostEntry, ...] = ()
    services: tuple[OwnService, ...] = ()
    watched: tuple[str, ...] = ()
