"""Which page serves which step; a page's module is imported when the page is first needed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reberth_gui.session.session import Session
    from reberth_gui.shell.page import Page

_ROOM = "reberth_gui.pages"
PAGES = {
    "image": f"{_ROOM}.image.page:ImagePage",
    "artifacts": f"{_ROOM}.artifacts.page:ArtifactsPage",
    "sites": f"{_ROOM}.sites.page:SitesPage",
    "readiness": f"{_ROOM}.readiness.page:ReadinessPage",
    "dockerfile": f"{_ROOM}.dockerfile.page:DockerfilePage",
    "build": f"{_ROOM}.build.page:BuildPage",
    "run": f"{_ROOM}.run.page:RunPage",
}


def make_page(name: str, session: Session) -> Page:
    """Make the page of a step."""
    module, _, kind = PAGES[name].partition(":")
    page: Page = getattr(import_module(module), kind)(session)
    return page
