"""Local accounts: their names, and what runs as them. Nothing else of the account database is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.service_key import services
from reberth.model.evidence import Evidence
from reberth.model.plan import LeftOut, Undecided
from reberth.model.system_records import LocalUser

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.plan import Outcome

_NAME = "LocalUsers"
_NAMES = r"SAM\Domains\Account\Users\Names"
_FIRST_OWN = 1000
_MOST = 5_000


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """Account names of the SAM hive; the type of a name's value is the account's relative identifier."""
    key = server.hive("SAM").key(_NAMES)
    users = _users(server) if key is not None else {}
    for number, item in enumerate(key.subkeys() if key is not None else ()):
        if number >= _MOST:
            return
        value = item.value("")
        yield LocalUser(
            kind=_NAME,
            name=item.name,
            rid=value.type if value is not None else 0,
            used_by=tuple(users.get(item.name.lower(), ())),
            evidence=(Evidence("registry", item.path),),
        )


def _users(server: OfflineServer) -> dict[str, list[str]]:
    """Account names in lower case, without their domain, to what runs as them."""
    found: dict[str, list[str]] = {}
    for account, what in _runs_as(server):
        host, _, name = account.rpartition("\\")
        if name and host.lower() in {"", ".", server.windows.computer_name.lower()}:
            found.setdefault(name.lower(), []).append(what)
    return found


def _runs_as(server: OfflineServer) -> Iterator[tuple[str, str]]:
    """Accounts with what runs as them."""
    for service in services(server):
        yield service.key.text("ObjectName"), f"service {service.name}"
    if server.iis is None:
        return
    for pool in server.iis.pools:
        for item in pool.settings.scalars:
            if item.name == "processModel.userName":
                yield item.value, f"pool {pool.name}"
    for site in server.iis.sites:
        for application in site.applications:
            for directory in application.virtual_directories:
                place = f"{site.name}{application.path.rstrip('/')}{directory.path}"
                yield from ((item.value, place) for item in directory.settings.scalars if item.name == "userName")


def plan(records: Sequence[ArtifactRecord], _: Planning) -> Parts:
    """An account that something runs as needs a decision; others have no use in a container."""
    outcomes: list[Outcome] = []
    for record in records:
        if isinstance(record, LocalUser):
            params: dict[str, str | int] = {"name": record.name, "uses": ", ".join(record.used_by[:5])}
            if record.used_by and record.rid >= _FIRST_OWN:
                outcomes.append(Undecided("account", record.name, "artifact.account-used", params, record.evidence))
            else:
                params = {"name": record.name}
                outcomes.append(LeftOut("account", record.name, "artifact.account-unused", params, record.evidence))
    return Parts(outcomes=tuple(outcomes))


KIND = Kind(_NAME, "artifact.kind-local-users", discover, plan)
