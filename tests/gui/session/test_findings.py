"""The window and the command line ask one function, so they cannot disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.migration.document import Migration
from reberth.model.events import silent
from reberth.model.requests import CheckRequest, ScanRequest
from reberth.model.selection import Selection
from reberth.verbs.check import check
from reberth.verbs.scan import scan
from reberth_gui.session.session import Session
from tests.support.servers import write_server

if TYPE_CHECKING:
    from pathlib import Path

    from reberth_gui.session.settings import Settings


def test_the_findings_of_the_window_are_those_of_the_command_line(tmp_path: Path, settings: Settings) -> None:
    root = tmp_path / "server"
    root.mkdir()
    write_server(root, sites={"Shop": r"C:\shop", "Gone": r"C:\gone"})
    (root / "shop").mkdir()
    (root / "shop" / "web.config").write_text(
        '<configuration><appSettings><add key="Url" value="http://localhost/x"/></appSettings></configuration>'
    )
    session = Session(Migration("1", (str(root),)), settings=settings)
    before = session.findings
    assert before == ()
    session.take(scan(ScanRequest((str(root),)), silent))
    for sites in ((), ("Shop",), ("Gone",)):
        session.update(selection=Selection(sites))
        told = check(CheckRequest((str(root),), Selection(sites)), silent)
        assert session.findings == told.findings
        assert session.plan is not None
        assert session.plan.outcomes == told.outcomes
        codes = {item.code for item in told.findings}
        assert ("readiness.own-machine" in codes) is (sites != ("Gone",))
    session.update(selection=Selection(("Nowhere",)))
    assert session.plan_error is not None
    # Without a plan the scan alone speaks, and of this server it has nothing to say but the missing folder.
    assert {item.code for item in session.findings} == {"iis.site-root-missing"}
