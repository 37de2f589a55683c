"""Secrets are places, not values: no value of a secret ever enters the model."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from reberth.model.content import ContentRef
from reberth.model.evidence import Evidence

SecretKind = Literal[
    "connection-string",
    "app-setting",
    "machine-key",
    "smtp",
    "protected-section",
    "encrypted-value",
    "credential",
    "secret-file",
]


class SecretRef(Struct, frozen=True):
    """One place that holds a secret.

    Attributes:
        kind: What sort of secret. ``protected-section`` is a whole section under ``configProtectionProvider``,
            ``encrypted-value`` an ``[enc:...]`` attribute, ``credential`` any other password-like attribute,
            ``secret-file`` a file that is one as a whole (``*.pfx``, ``*.pem``) or may hold secrets and cannot
            be rewritten.
        file: The file that holds it.
        section: Section path for configuration files (``connectionStrings``, ``system.web/machineKey``), "" else.
        location: Element path inside the section (``add[@name='Main']``), "" for the whole.
        attribute: Attribute that holds the value, "" for element text or the whole section.
        name: The name a person knows it by: connection name, appSettings key, pool name.
        evidence: File and line.
    """

    kind: SecretKind
    file: ContentRef
    section: str
    location: str
    attribute: str
    name: str
    evidence: Evidence
