"""An offline server in memory for one kind: hives by hivex, files by path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reberth.artifacts.server import OfflineServer
from reberth.artifacts.table import KINDS
from reberth.model.evidence import Evidence
from reberth.model.inventory import Inventory
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.windows.server import read_windows
from tests.support.hives import make_hive, server_hives
from tests.support.trees import MemoryTree, memory_volumes

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.plan import Outcome, Plan

CONFIG = r"\Windows\System32\config"
SERVICES = r"ControlSet001\Services"
SEEN = (Evidence("registry", "SOFTWARE\\Example"),)


def offline(folder: Path, files: dict[str, bytes | None] | None = None, **options: Any) -> OfflineServer:
    """A server with ``server_hives`` of ``options``.

    ``sam`` gives it a SAM hive, ``asked`` names by kind, ``tree`` another class of tree.
    """
    sam, asked, tree = options.pop("sam", None), options.pop("asked", {}), options.pop("tree", MemoryTree)
    folder.mkdir(exist_ok=True)
    # Features have a fate of their own; a test that wants some says so.
    server_hives(folder, **{"features": (), **options})
    content = {f"{CONFIG}\\{name}": (folder / name).read_bytes() for name in ("SYSTEM", "SOFTWARE")}
    if sam is not None:
        content[f"{CONFIG}\\SAM"] = make_hive(folder / "SAM", sam).read_bytes()
    volumes = memory_volumes(tree("disk0.partition1", {**content, **(files or {})}))
    return OfflineServer(volumes, read_windows(volumes), asked)


def found(kind: str, server: OfflineServer) -> dict[str, Any]:
    """Records of a kind by name."""
    with server:
        return {item.name: item for item in _kind(kind).discover(server)}


def _kind(name: str) -> Any:
    return next(item for item in KINDS if item.name == name)


def planned(server: OfflineServer, *artifacts: str, records: tuple[ArtifactRecord, ...] | None = None) -> Plan:
    """The plan for what ``artifacts`` ask of the server, without web sites."""
    names = {text.partition("/")[0] for text in artifacts}
    if records is None:
        with server:
            records = tuple(item for kind in KINDS if kind.name in names for item in kind.discover(server))
    inventory = Inventory((), (), server.windows, artifacts=records, kinds=tuple(sorted(names)))
    return make_plan(inventory, Selection(artifacts=artifacts))


def fates(plan: Plan) -> dict[str, tuple[str, str]]:
    """Name of each thing to its fate and code."""
    return {item.name: (_fate(item), getattr(item, "code", "")) for item in plan.outcomes}


def _fate(item: Outcome) -> str:
    return type(item).__name__
