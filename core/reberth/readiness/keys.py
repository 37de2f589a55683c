"""Keys that the old machine made or keeps: without them sign-ins end and sections stay unreadable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.evidence import Evidence
from reberth.readiness.places import Place, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.content import ContentRef
    from reberth.model.finding import Finding
    from reberth.readiness.chosen import Chosen, ChosenApplication

_AUTHENTICATION = "system.web/authentication"


def machine_key(chosen: Chosen) -> Iterator[Finding]:
    """R38: forms authentication whose tickets are signed with a key that each container makes for itself."""
    # A key is a secret, so the scan knows each file that has one; who shares the folder shares the key.
    keyed = {
        secret.file
        for facts in chosen.inventory.applications
        for secret in facts.secrets
        if secret.section.endswith("machineKey")
    }
    yield from merged(
        "readiness.machine-key",
        "action",
        (
            Place(item, item.subject, tuple(_forms(item, chosen)))
            for item in chosen.applications
            if item.managed and "forms" in item.facts.authentication and not _has_key(item, chosen, keyed)
        ),
    )


def _has_key(item: ChosenApplication, chosen: Chosen, keyed: set[ContentRef]) -> bool:
    """Whether the application or one that it lies in has a key of its own."""
    lines = (item, *(chosen.by_subject[subject] for subject in item.above))
    return any(config.file in keyed for one in lines for config in one.facts.web_configs)


def _forms(item: ChosenApplication, chosen: Chosen) -> Iterator[Evidence]:
    """Where authentication is set."""
    for config in item.facts.web_configs:
        for section, line in config.sections:
            if section == _AUTHENTICATION:
                yield Evidence("file", chosen.server_path(config.file), section, line)


def encrypted_sections(chosen: Chosen) -> Iterator[Finding]:
    """R38: only the old machine can decrypt what ``aspnet_regiis -pe`` encrypted there."""
    yield from merged(
        "readiness.encrypted-section",
        "action",
        (
            Place(item, f"{secret.section} ({secret.evidence.source})", (secret.evidence,))
            for item in chosen.applications
            for secret in item.facts.secrets
            if secret.kind == "protected-section"
        ),
    )
