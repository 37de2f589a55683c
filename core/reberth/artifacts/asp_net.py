"""ASP.NET: frameworks and who uses them, shared assemblies that no application brings, changes of machine.config."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.machine_config import discover_entries
from reberth.artifacts.shared_assemblies import discover_assemblies
from reberth.artifacts.steps import step_of
from reberth.model.extras import SetupAction
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.model.step_ids import BASE, feature_step
from reberth.model.system_records import DotNetFramework, MachineConfigEntry, SharedAssembly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.plan import Outcome

_NAME = "ASP.NET"


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """Frameworks, assemblies, entries."""
    for release in server.windows.dotnet:
        users = tuple(_users(server, release.version))
        yield DotNetFramework(kind=_NAME, name=release.version, used_by=users, evidence=release.evidence)
    yield from discover_assemblies(server, _NAME)
    yield from discover_entries(server, _NAME)


def _users(server: OfflineServer, version: str) -> Iterator[str]:
    """Applications whose pool runs on the runtime that the framework belongs to."""
    runtime = "v4.0" if version.startswith("4") else "v1.1" if version == "1.1" else "v2.0"
    iis = server.iis
    pools = {
        pool.name.lower(): next(
            (item.value for item in pool.settings.scalars if item.name == "managedRuntimeVersion"), ""
        )
        for pool in (iis.pools if iis is not None else ())
    }
    for site in iis.sites if iis is not None else ():
        for application in site.applications:
            if pools.get(application.pool.lower(), "") == runtime:
                yield f"{site.name}{application.path.rstrip('/')}"


def plan(records: Sequence[ArtifactRecord], planning: Planning) -> Parts:
    """Frameworks come with the base image or NetFx3; entries are merged by a step; assemblies need a decision."""
    outcomes: list[Outcome] = []
    actions: list[SetupAction] = []
    for record in records:
        if isinstance(record, DotNetFramework):
            outcomes.append(_framework(record, planning))
        elif isinstance(record, SharedAssembly):
            users = ", ".join(record.used_by[:3])
            params: dict[str, str | int] = {"name": record.name, "users": users}
            outcomes.append(Undecided("assembly", record.name, "artifact.assembly-shared", params, record.evidence))
        elif isinstance(record, MachineConfigEntry):
            told: dict[str, str | int] = {"name": record.name, "file": record.file}
            if record.secret:
                code = "artifact.machine-config-secret"
                outcomes.append(Undecided("machine.config", record.name, code, told, record.evidence))
                continue
            if record.runtime.startswith("v2") and "NetFx3" not in planning.enabled:
                code = "artifact.machine-config-unused"
                outcomes.append(LeftOut("machine.config", record.name, code, told, record.evidence))
                continue
            actions.append(_action(record))
            outcomes.append(CarriedOver("machine.config", record.name, (step_of(record),), record.evidence))
    return Parts(outcomes=tuple(outcomes), actions=tuple(actions))


def _framework(record: DotNetFramework, planning: Planning) -> Outcome:
    """Every image of Windows Server has a 4.x; 2.0 to 3.5 come as one feature; 1.x is gone."""
    params: dict[str, str | int] = {"version": record.name}
    if record.name.startswith("4"):
        return CarriedOver("framework", record.name, (BASE,), record.evidence)
    if record.name.startswith("1"):
        return LeftOut("framework", record.name, "artifact.framework-gone", params, record.evidence)
    if "NetFx3" in planning.enabled:
        return CarriedOver("framework", record.name, (feature_step("NetFx3"),), record.evidence)
    return LeftOut("framework", record.name, "artifact.framework-unused", params, record.evidence)


def _action(record: MachineConfigEntry) -> SetupAction:
    """The entry as the script merges it: into a collection by what tells its entries apart, or into the section."""
    collection = record.section.endswith("DbProviderFactories") or record.section == "appSettings"
    key = ("invariant" if collection and record.section != "appSettings" else "key") if collection else ""
    attributes = [
        *(("runtime", record.runtime), ("section", record.section)),
        *(("element", "add" if collection else ""), ("key", key)),
        *((f"a-{name}", value) for name, value in record.attributes),
    ]
    return SetupAction(step_of(record), "machine-config", tuple(attributes), record.evidence)


KIND = Kind(_NAME, "artifact.kind-asp-net", discover, plan)
