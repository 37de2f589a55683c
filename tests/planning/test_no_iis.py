"""Where IIS was not asked for, what is there of it is left out piece by piece, and nothing is told twice."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from reberth.model.inventory import VolumeInfo
from reberth.model.plan import LeftOut
from reberth.model.selection import Selection
from reberth.model.windows import SqlServer
from reberth.planning.planner import make_plan
from tests.support.inventories import application, directory, inventory, pool, site

SERVER = inventory(
    site("S", application("/", r"C:\s", directory("/x", r"C:\x")), bindings=("http *:80:", "https *:443:")),
    pools=(pool("DefaultAppPool"), pool("Own")),
    features=("IIS-ASP",),
)


def test_everything_of_iis_has_its_fate() -> None:
    windows = replace(SERVER.windows, sql_servers=(SqlServer("MSSQLSERVER"),))
    volumes = (*SERVER.volumes, VolumeInfo("disk9.partition1", "disk9", "refs"))
    server = replace(SERVER, windows=windows, volumes=volumes, kinds=("HostsFile",))
    plan = make_plan(server, Selection(artifacts=("HostsFile",)))
    found = Counter((item.kind, item.name) for item in plan.outcomes if isinstance(item, LeftOut))
    assert found == Counter(
        [
            *(("site", "S"), ("application", "S"), ("virtual directory", "S:/"), ("virtual directory", "S:/x")),
            *(("binding", "S http *:80:"), ("binding", "S https *:443:"), ("pool", "DefaultAppPool"), ("pool", "Own")),
            *(("feature", "IIS-ASP"), ("database server", "MSSQLSERVER"), ("volume", "disk9.partition1")),
        ]
    )
    assert len(plan.outcomes) == len(found)
    assert [item.name for item in plan.databases] == ["MSSQLSERVER"]
    assert not plan.has_sites
