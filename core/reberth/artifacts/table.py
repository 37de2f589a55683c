"""Every artifact kind, one line each: the only place that knows them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts import (
    add_remove_programs,
    all_windows_features,
    apache,
    asp_net,
    certificate_stores,
    com_registrations,
    dhcp_server,
    dns_server,
    environment_variables,
    firewall_rules,
    fonts,
    hosts_file,
    local_users,
    msmq,
    odbc_dsn,
    registry_keys,
    scheduled_tasks,
    services,
    shares,
    sql_server,
    tls,
)
from reberth.artifacts.kind import Kind, Parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reberth.artifacts.kind import Planning
    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord


def _nothing(_: OfflineServer) -> tuple[ArtifactRecord, ...]:
    """The web sites have rooms of their own; their kind only has a name here."""
    return ()


def _no_parts(_: Sequence[ArtifactRecord], __: Planning) -> Parts:
    """As above."""
    return Parts()


IIS = Kind("IIS", "artifact.kind-iis", _nothing, _no_parts)

KINDS: tuple[Kind, ...] = (
    IIS,
    asp_net.KIND,
    all_windows_features.KIND,
    add_remove_programs.KIND,
    apache.KIND,
    sql_server.KIND,
    dhcp_server.KIND,
    dns_server.KIND,
    msmq.KIND,
    services.KIND,
    scheduled_tasks.KIND,
    certificate_stores.KIND,
    tls.KIND,
    odbc_dsn.KIND,
    com_registrations.KIND,
    environment_variables.KIND,
    hosts_file.KIND,
    local_users.KIND,
    firewall_rules.KIND,
    shares.KIND,
    fonts.KIND,
    registry_keys.KIND,
)
