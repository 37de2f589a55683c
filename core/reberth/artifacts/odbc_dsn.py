"""ODBC data sources of the machine and its users, and the drivers they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts.installers import slot
from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.odbc_files import discover_files, plan_file
from reberth.artifacts.steps import data_of, setting_of, software_key, step_of
from reberth.model.evidence import Evidence
from reberth.model.plan import CarriedOver, Undecided
from reberth.model.system_records import OdbcFile, OdbcSource, RegistryData
from reberth.windows.secret_variables import looks_secret

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.extras import CarriedFile, RegistrySetting
    from reberth.model.plan import AddOnStep, Outcome
    from reberth.model.record import View
    from reberth.registry.hive import Key

_NAME = "OdbcDsn"
_SOURCES = r"ODBC\ODBC.INI"
_DRIVERS = r"ODBC\ODBCINST.INI"
# Windows Server Core brings this one.
_IN_IMAGE = frozenset({"sql server"})
_MOST = 500


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """Data sources of both views of the machine, of each user, and those that are files."""
    drivers = {view: key for key, view in server.views(_DRIVERS)}
    for key, view in server.views(_SOURCES):
        yield from _sources(server, key, view, drivers.get(view), "")
    for user in server.users():
        own = user.hive.key(f"Software\\{_SOURCES}")
        if own is not None:
            yield from _sources(server, own, "user", None, f" ({user.sid})")
    yield from discover_files(server)


def _sources(server: OfflineServer, root: Key, view: View, drivers: Key | None, owner: str) -> Iterator[OdbcSource]:
    """The data sources of one place."""
    listed = root.subkey("ODBC Data Sources")
    for number, value in enumerate(listed.values() if listed is not None else ()):
        key = root.subkey(value.name) if value.name and "\\" not in value.name else None
        if number >= _MOST or key is None:
            continue
        driver = drivers.subkey(value.text) if drivers is not None and value.text else None
        settings: list[RegistryData] = []
        withheld: list[str] = []
        for item in key.values():
            data = data_of(item)
            if looks_secret(item.name, item.text):
                withheld.append(item.name)
            elif data is not None:
                settings.append(data)
        yield OdbcSource(
            kind=_NAME,
            name=f"{value.name} (32-bit)"
            if view == "32" and server.windows.architecture != "x86"
            else f"{value.name}{owner}",
            driver=value.text,
            view=view,
            driver_file=server.expand(driver.text("Driver")) if driver is not None else "",
            settings=tuple(settings),
            withheld=tuple(sorted(withheld)),
            evidence=(Evidence("registry", value.key, value.name), Evidence("registry", key.path)),
        )


def plan(records: Sequence[ArtifactRecord], planning: Planning) -> Parts:
    """Machine sources are carried; a driver that Windows does not bring gets a slot for its installer."""
    outcomes: list[Outcome] = []
    settings: list[RegistrySetting] = []
    files: list[CarriedFile] = []
    slots: dict[str, AddOnStep] = {}
    for record in records:
        if isinstance(record, OdbcFile):
            planned = plan_file(record, len(files) + 1, planning)
            outcomes.append(planned.outcome)
            files += planned.files
            settings += planned.settings
        elif isinstance(record, OdbcSource):
            if record.view == "user":
                params: dict[str, str | int] = {"name": record.name, "driver": record.driver or "?"}
                outcomes.append(Undecided("ODBC", record.name, "artifact.odbc-user", params, record.evidence))
                continue
            settings += _settings(record, planning)
            outcomes.append(CarriedOver("ODBC", record.name, (step_of(record),), record.evidence))
            for secret in record.withheld:
                title = f"{record.name}: {secret}"
                outcomes.append(Undecided("secret", title, "artifact.odbc-secret", {"name": title}, record.evidence))
        else:
            continue
        if record.driver and record.driver.lower() not in _IN_IMAGE and record.driver not in slots:
            installers = planning.selection.installers
            made = slots[record.driver] = slot(record.driver, installers, record.evidence, windows_installer=True)
            told: dict[str, str | int] = {"driver": record.driver, "installer": made.installer}
            outcomes.append(Undecided("ODBC driver", record.driver, "artifact.odbc-driver", told, record.evidence))
    return Parts(outcomes=tuple(outcomes), settings=tuple(settings), files=tuple(files), add_ons=tuple(slots.values()))


def _settings(record: OdbcSource, planning: Planning) -> Iterator[RegistrySetting]:
    """The registry values of a data source; paths are the image's."""
    step, base = step_of(record), software_key(_SOURCES, record.view)
    plain = record.evidence[1].source.rpartition("\\")[2]
    listed = RegistryData(plain, "sz", record.driver)
    yield setting_of(step, f"{base}\\ODBC Data Sources", listed, record.evidence[:1])
    for item in record.settings:
        value = planning.target_path(item.value) if item.type in {"sz", "expand-sz"} else item.value
        yield setting_of(step, f"{base}\\{plain}", RegistryData(item.name, item.type, value), record.evidence[1:])


KIND = Kind(_NAME, "artifact.kind-odbc-dsn", discover, plan)
