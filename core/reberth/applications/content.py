"""One walk over each content root: size, rights, what cannot be carried, and the files that tell what is needed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from reberth.applications.dispensable import dispensable_kind, outermost_paths
from reberth.applications.folders import Branches
from reberth.applications.noticed_settings import telling_library
from reberth.filesystems.content_walk import walk_content
from reberth.model.application import ContentFacts, Dispensable, Grant
from reberth.model.content import ContentRef
from reberth.model.errors import ReberthError
from reberth.model.events import Progress
from reberth.model.sids import sid_name
from reberth.windows.access import explicit_entries

if TYPE_CHECKING:
    from reberth.applications.dispensable import Kind
    from reberth.filesystems.content_walk import Visited
    from reberth.filesystems.tree import Entry, FileTree
    from reberth.filesystems.volumes import Found, Volumes
    from reberth.model.events import Emit

_REPORT_EVERY = 2000
# Suffixes that say what a page needs.
MARKERS = frozenset(
    {
        *(".aspx", ".ashx", ".asmx", ".asax", ".ascx", ".cshtml", ".vbhtml", ".master", ".svc"),
        *(".asp", ".asa", ".php", ".shtml", ".shtm", ".stm", ".cgi"),
    }
)
_CONFIG = re.compile(r"(?i)\.config$")
_SECRET_FILE = re.compile(
    r"(?i)\.(pfx|p12|pem|key|jks|keystore|snk|ppk|pvk|kdbx)$|^(id_rsa|id_dsa|id_ecdsa|id_ed25519)$"
)
_MAY_HOLD_SECRETS = re.compile(
    r"(?i)^appsettings.*\.json$|^secrets?\.(json|xml|ya?ml)$|^\.env(\..+)?$|\.(udl|ini|publishsettings|pubxml\.user)$"
    # Copies that people leave beside a configuration file: web.config.bak, web.config_old, web.bak.
    r"|\.config.+$|\.(bak|old|orig)$|\.transform$"
)
# Where ASP.NET applications keep what they write.
_DATA_FOLDER = re.compile(r"(?i)\\App_Data(?=\\|$)")
DATA_FOLDER = "App_Data"
_MAX_SNIFF = 1 << 20
_MARKS_16 = frozenset({b"\xff\xfe", b"\xfe\xff"})


class SeenFile(NamedTuple):
    """A file that wants a closer look: ``config``, ``secret-file`` or ``may-hold-secrets``."""

    what: str
    ref: ContentRef
    path: str
    tree: FileTree
    entry: Entry


@dataclass
class RootContents:
    r"""What one content root holds.

    Attributes:
        ref: The root.
        markers: Suffix, or ``bin\*.dll``, and the first path below the root that has it, once a folder; and each
            library in ``bin`` that tells of an installed product, by its file name; and each ``App_Data`` with files.
        files: Files to look into.
        unreadable: Path below the root and catalogue code of what cannot be carried.
        dispensable: Folders that a container hardly needs, and what they seem to hold.
        folders: Number of files and bytes directly in each folder, by its path below the root in upper case.
    """

    ref: ContentRef
    files: list[SeenFile] = field(default_factory=list)
    markers: list[tuple[str, str]] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    dispensable: list[tuple[str, Kind]] = field(default_factory=list)
    folders: dict[str, tuple[int, int]] = field(default_factory=dict)

    def facts(self, ref: ContentRef) -> ContentFacts:
        """The inventory's form, for the root or a folder in it that is a content root of its own."""
        index = self._index
        inside = ref.path.rstrip("\\")[len(self.ref.path.rstrip("\\")) :]
        count, size = index.weight(inside)
        return ContentFacts(
            ref,
            count,
            size,
            tuple(sorted(index.grants.below(ref.path), key=lambda item: (item.folder, item.sid, not item.allow))),
            tuple(sorted((path[len(inside) :] or "\\", code) for path, code in index.unreadable.below(inside))),
            tuple(
                Dispensable(path[len(inside) :], kind, *index.weight(path))
                for path, kind in index.dispensable.below(inside)
            ),
        )

    @cached_property
    def _index(self) -> _Index:
        """Made when the walk is over: a root may hold thousands of content roots."""
        return _Index(self)


class _Index:
    """What lies below each folder of a root, found without looking through all of the root."""

    def __init__(self, contents: RootContents) -> None:
        self.grants = Branches((item.folder.path, item) for item in contents.grants)
        self.unreadable = Branches((item[0], item) for item in contents.unreadable)
        self.dispensable = Branches((item[0], item) for item in outermost_paths(contents.dispensable))
        self._weights: dict[str, tuple[int, int]] = {}
        for folder, (files, size) in contents.folders.items():
            place = folder
            while True:
                count, whole = self._weights.get(place, (0, 0))
                self._weights[place] = (count + files, whole + size)
                if not place:
                    break
                place = place.rpartition("\\")[0]

    def weight(self, folder: str) -> tuple[int, int]:
        """Files and bytes in a folder and all folders below it."""
        return self._weights.get(folder.upper(), (0, 0))


class ContentReader:
    """Walks content roots and counts for the progress bar."""

    def __init__(self, volumes: Volumes, emit: Emit) -> None:
        self._volumes = volumes
        self._emit = emit
        self._done = 0

    def read(self, ref: ContentRef) -> RootContents:
        """Walk one root. A root that is gone gives an empty result."""
        contents = RootContents(ref)
        found = self._volumes.find(ref)
        if found is None:
            return contents
        self._grants(contents, found, ref)
        seen: set[tuple[str, str]] = set()
        for visited in walk_content(self._volumes, found):
            if visited.problem:
                contents.unreadable.append((visited.path, visited.problem))
            elif visited.entry.directory:
                # Named by the way that leads there: behind a junction the image has a folder of its own.
                place = ContentRef(ref.volume, ref.path.rstrip("\\") + visited.path)
                self._grants(contents, (visited.tree, visited.entry), place)
                kind = dispensable_kind(visited.path.rpartition("\\")[2])
                if kind is not None:
                    contents.dispensable.append((visited.path, kind))
            else:
                self._file(contents, visited, seen)
        return contents

    def _file(self, contents: RootContents, visited: Visited, seen: set[tuple[str, str]]) -> None:
        """Count a file and note what it tells."""
        self._done += 1
        if self._done % _REPORT_EVERY == 0:
            self._emit(Progress("phase.read-content", self._done, unit="files"))
        folder, _, name = visited.path.rpartition("\\")
        count, size = contents.folders.get(folder.upper(), (0, 0))
        contents.folders[folder.upper()] = (count + 1, size + visited.entry.size)
        data = _DATA_FOLDER.search(folder) if not count else None
        if data is not None and (DATA_FOLDER, folder[: data.end()]) not in seen:
            seen.add((DATA_FOLDER, folder[: data.end()]))
            contents.markers.append((DATA_FOLDER, folder[: data.end()]))
        suffix = name[name.rfind(".") :].lower() if "." in name else ""
        if suffix == ".dll" and folder[-4:].lower() == "\\bin":
            suffix, folder = "bin\\*.dll", folder[:-4]
            if telling_library(name):
                contents.markers.append((f"bin\\{name.lower()}", visited.path))
        if suffix in MARKERS or suffix == "bin\\*.dll":
            if (suffix, folder) not in seen:
                seen.add((suffix, folder))
                contents.markers.append((suffix, visited.path))
            return
        what = _interest(name)
        if what:
            ref = ContentRef(contents.ref.volume, contents.ref.path.rstrip("\\") + visited.path)
            contents.files.append(SeenFile(what, ref, visited.path, visited.tree, visited.entry))

    def _grants(self, contents: RootContents, found: Found | tuple[FileTree, Entry], ref: ContentRef) -> None:
        """Explicit access entries of a folder."""
        tree, entry = found
        try:
            descriptor = tree.security(entry)
        except ReberthError as error:
            path = ref.path[len(contents.ref.path.rstrip("\\")) :] or "\\"
            contents.unreadable.append((path, error.code))
            return
        for item in explicit_entries(descriptor):
            contents.grants.append(Grant(ref, item.sid, item.rights, sid_name(item.sid), item.allow))


def _interest(name: str) -> str:
    """Why a file wants a closer look, "" for none."""
    if _CONFIG.search(name):
        return "config"
    if _SECRET_FILE.search(name):
        return "secret-file"
    return "may-hold-secrets" if _MAY_HOLD_SECRETS.search(name) else ""


def sniffed(file: SeenFile) -> str:
    """The start of a text file that may hold secrets, decoded leniently; "" where it cannot be read."""
    try:
        data = b"".join(file.tree.chunks(file.entry, 0, _MAX_SNIFF))
    except ReberthError:
        return ""
    # UTF-16 shows in its mark, or in the zero bytes of its Latin letters.
    zeros = data[:2].count(0) == 1
    codec = "utf-16" if data[:2] in _MARKS_16 else "utf-8"
    codec = ("utf-16-be" if data[0] == 0 else "utf-16-le") if zeros else codec
    return data.decode(codec, errors="replace")
