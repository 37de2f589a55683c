"""Physical paths of virtual directories: expanded, and found on the supplied disks or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reberth.model.content import ContentRef
from reberth.model.errors import Parameter, ReberthError
from reberth.model.finding import Finding
from reberth.windows.environment import expand

if TYPE_CHECKING:
    from reberth.filesystems.volumes import Volumes
    from reberth.model.iis import Application, Site, VirtualDirectory
    from reberth.model.windows import WindowsInfo

_DRIVE_PATH = re.compile(r"^[A-Za-z]:(\\|$)")


class PathResolver:
    """Finds the folder of each virtual directory.

    Attributes:
        findings: One for each folder that is not there.
    """

    def __init__(self, volumes: Volumes, windows: WindowsInfo) -> None:
        self._volumes = volumes
        self._environment = dict(windows.environment)
        self.findings: list[Finding] = []

    def site(self, site: Site) -> Site:
        """The site with the content of all its virtual directories."""
        applications = tuple(self._application(site.name, item) for item in site.applications)
        return replace(site, applications=applications)

    def _application(self, site: str, application: Application) -> Application:
        subject = site + application.path.rstrip("/")
        directories = tuple(self._directory(subject, item) for item in application.virtual_directories)
        return replace(application, virtual_directories=directories)

    def _directory(self, application: str, directory: VirtualDirectory) -> VirtualDirectory:
        """One virtual directory, expanded and looked up."""
        path = (expand(directory.physical_path, self._environment) or "").replace("/", "\\")
        path = path.removeprefix("\\\\?\\")
        content, problem = self._look_up(path)
        if problem:
            params: dict[str, Parameter] = {"path": directory.physical_path, "drive": path[:2]}
            subject = application + directory.path.rstrip("/")
            self.findings.append(Finding(problem, "action", subject, params, (directory.evidence,)))
        return replace(directory, expanded_path=path, content=content, problem=problem)

    def _look_up(self, path: str) -> tuple[ContentRef | None, str]:
        """The folder, or the code why there is none."""
        if not path:
            return None, "iis.path-unknown-variable"
        if path.startswith("\\\\"):
            return None, "iis.path-unc"
        if not _DRIVE_PATH.match(path):
            return None, "iis.path-not-absolute"
        letters = {volume.letter for volume in self._volumes.volumes}
        if path[0].upper() not in letters:
            return None, "iis.drive-not-supplied"
        try:
            found = self._volumes.resolve(path)
        except ReberthError:
            return None, "iis.path-unreadable"
        if found is None or not found.entry.directory:
            return None, "iis.site-root-missing"
        return ContentRef(found.tree.volume, found.entry.path), ""
