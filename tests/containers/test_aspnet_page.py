"""The sample's ASP.NET page inside its image, rendered by a real System.Web, with the value that came from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.engine_requests import BuildRequest, RunRequest
from reberth.verbs.build import build
from reberth.verbs.run import run
from reberth_resources.sample_disk import sample_disk
from tests.support.builds import Events
from tests.support.mono import mono_layer, page_host

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.engine import RealEngine

CONNECTION = "Data Source=DB 02 %18;Initial Catalog=Shop;User Id=shop;Password=not the old one"
# Mono takes the colon of C: for the end of a path.
RENDER = "cp -r /C:/apps/shop /site && cp /host/host.exe /site/bin/ && exec mono-sgen /host/host.exe /site default.aspx"


def test_the_page_reads_its_connection_string_through_config_source(engine: RealEngine, tmp_path: Path) -> None:
    disk = sample_disk(tmp_path)
    image = build(BuildRequest((str(disk),), endpoint=engine.endpoint, tags=("aspnet/sample:1",)), Events()).tags[0]
    given = (("CONNECTIONSTRING_SHOP", CONNECTION), ("APPSETTING_PAYMENTAPIKEY", "x"))
    request = RunRequest(image, engine.endpoint, environment=given, no_probes=True, health_seconds=0.5)
    container = run(request, Events()).container
    api = engine.api()
    try:
        for data in (mono_layer(), page_host(tmp_path)):
            assert api.put_archive(container, "/", data)
        made = api.exec_create(container, ["sh", "-c", RENDER], environment={"PATH": "/bin:/usr/bin"})
        page = api.exec_start(made["Id"]).decode()
        assert api.exec_inspect(made["Id"])["ExitCode"] == 0, page
    finally:
        api.remove_container(container, force=True)
    assert "<h1>Shop</h1>\n<p>Connected to DB 02 %18</p>" in page
