"""Where the old server kept the logs of its web sites, and the lines in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.containers.iis_log import LogReader
from reberth.model.events import Progress
from reberth.windows.environment import expand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reberth.containers.iis_log import LogEntry
    from reberth.filesystems.tree import Entry, FileTree
    from reberth.filesystems.volumes import Volumes
    from reberth.model.events import Emit
    from reberth.model.iis import IisConfiguration
    from reberth.model.windows import WindowsInfo

_STOCK = r"%SystemDrive%\inetpub\logs\LogFiles"
_LOG = "system.applicationHost/log"


class LogFolder(NamedTuple):
    """A folder of logs as the server names it; ``site`` is "" for the one that all sites share."""

    site: str
    path: str


class LogsRead(NamedTuple):
    """What was read: files, lines with requests, and how many of those could not be read."""

    files: int
    lines: int
    unreadable: int


def log_folders(iis: IisConfiguration, windows: WindowsInfo) -> tuple[LogFolder, ...]:
    """Folders of every site's log, and of the central log where the server kept one."""
    folders = []
    for site in iis.sites:
        folder = site.settings.get("logFile.directory") or _STOCK
        folders.append(LogFolder(site.name, f"{_expanded(folder, windows)}\\W3SVC{site.id}"))
    for section in iis.sections:
        mode = section.element.get("centralLogFileMode").lower()
        if section.path == _LOG and not section.location and mode == "centralw3c":
            central = [item for item in section.element.children if item.name == "centralW3CLogFile"]
            folder = next((item.get("directory") for item in central if item.get("directory")), _STOCK)
            folders.append(LogFolder("", f"{_expanded(folder, windows)}\\W3SVC"))
    return tuple(folders)


def read_logs(
    volumes: Volumes,
    windows: WindowsInfo,
    iis: IisConfiguration,
    take: Callable[[str, LogEntry], None],
    emit: Emit,
) -> LogsRead:
    """Hand every line of every log, with the name of its site, to ``take``; older files come first.

    Raises:
        ReberthError: ``filesystem.*`` where a folder or file cannot be read.
    """
    files = [(folder.site, *found) for folder in log_folders(iis, windows) for found in _files(volumes, folder)]
    names = {f"W3SVC{site.id}": site.name for site in iis.sites}
    total = sum(entry.size for _, _, entry in files)
    reader = LogReader(windows.ansi_code_page)
    done = 0
    for site, tree, file in files:

        def chunks(tree: FileTree = tree, file: Entry = file, before: int = done) -> Iterator[bytes]:
            place = before
            for piece in tree.chunks(file):
                place += len(piece)
                emit(Progress("phase.read-logs", place, total, "bytes"))
                yield piece

        for entry in reader.entries(chunks()):
            name = site or names.get(entry.site.upper(), "")
            if name:
                take(name, entry)
        done += file.size
    return LogsRead(len(files), reader.lines, reader.unreadable)


def _files(volumes: Volumes, folder: LogFolder) -> list[tuple[FileTree, Entry]]:
    """Log files of a folder, oldest first; none where the folder is not on the disks."""
    found = volumes.resolve(folder.path)
    if found is None or not found.entry.directory:
        return []
    logs = [
        entry
        for entry in found.tree.list(found.entry)
        if not entry.directory and not entry.reparse_tag and entry.name.lower().endswith(".log")
    ]
    return [(found.tree, entry) for entry in sorted(logs, key=lambda item: (item.modified, item.name))]


def _expanded(folder: str, windows: WindowsInfo) -> str:
    """A folder with the server's own environment; as written where that does not know a name."""
    return (expand(folder, windows.environment) or folder).rstrip("\\")
