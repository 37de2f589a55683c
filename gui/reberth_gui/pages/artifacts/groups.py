"""Artifact kinds and records in plain words, with what the plan makes of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from reberth.artifacts.table import IIS, KINDS
from reberth.model.plan import CarriedOver, LeftOut
from reberth_gui.language import words
from reberth_gui.models.artifact_tree import ArtifactGroup, ArtifactItem
from reberth_gui.pages.artifacts.facts import facts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.evidence import Evidence
    from reberth.model.inventory import Inventory
    from reberth.model.plan import Outcome, Plan


def artifact_groups(inventory: Inventory | None, plan: Plan | None) -> list[ArtifactGroup]:
    """All kinds, each with its records."""
    if inventory is None:
        return []
    outcomes = plan.outcomes if plan is not None else ()
    fates = {(item.name, item.evidence): item for item in outcomes}
    titles = _titles()
    groups = []
    for kind in KINDS:
        told = words(kind.code)
        records = [item for item in inventory.artifacts if item.kind == kind.name]
        items = tuple(_item(record, fates) for record in records)
        scanned = kind is IIS or kind.name in inventory.kinds
        needs = _tr("Choose the sites on the next page.") if kind is IIS else told.action
        title = titles.get(kind.name, kind.name)
        groups.append(ArtifactGroup(kind.name, title, told.sentence, told.cause, needs, items, scanned, kind is IIS))
    return groups


def _titles() -> dict[str, str]:
    """Kinds by the names that people use; one that is new to this window keeps the core's name."""
    return {
        "IIS": _tr("Web sites (IIS)"),
        "ASP.NET": "ASP.NET",
        "AllWindowsFeatures": _tr("Windows features"),
        "AddRemovePrograms": _tr("Installed programs"),
        "Apache": _tr("Apache and Tomcat"),
        "SQLServer": "SQL Server",
        "DHCPServer": _tr("DHCP server"),
        "DNSServer": _tr("DNS server"),
        "MSMQ": _tr("Message queues (MSMQ)"),
        "Services": _tr("Windows services"),
        "ScheduledTasks": _tr("Scheduled tasks"),
        "CertificateStores": _tr("Certificates"),
        "Tls": _tr("TLS settings"),
        "OdbcDsn": _tr("ODBC data sources"),
        "ComRegistrations": _tr("COM servers"),
        "EnvironmentVariables": _tr("Environment variables"),
        "HostsFile": _tr("Hosts file"),
        "LocalUsers": _tr("Local users"),
        "FirewallRules": _tr("Firewall rules"),
        "Shares": _tr("Shared folders"),
        "Fonts": _tr("Fonts"),
        "RegistryKeys": _tr("Registry keys"),
    }


def _item(record: ArtifactRecord, fates: Mapping[tuple[str, tuple[Evidence, ...]], Outcome]) -> ArtifactItem:
    """A record with its fate."""
    fate = fates.get((record.name, record.evidence))
    facts = facts_of(record)
    if fate is None:
        return ArtifactItem(record.name, evidence=record.evidence, facts=facts)
    if isinstance(fate, CarriedOver):
        return ArtifactItem(record.name, _tr("carried over"), "good", record.evidence, facts)
    told = words(fate.code, fate.params)
    left = isinstance(fate, LeftOut)
    text = _tr("left out") if left else _tr("to be decided")
    return ArtifactItem(
        record.name,
        text,
        "info" if left else "undecided",
        record.evidence,
        facts,
        (told.sentence, told.cause, told.action),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Artifacts", text)
