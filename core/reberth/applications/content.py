"""One walk over each content root: size, rights, what cannot be carried, and the files that tell what is needed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reberth.filesystems.content_walk import walk_content
from reberth.model.application import ContentFacts, Grant
from reberth.model.content import ContentRef
from reberth.model.errors import ReberthError
from reberth.model.events import Progress
from reberth.model.sids import sid_name
from reberth.windows.access import explicit_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    r"|\.config\.(bak|old|orig|txt|save|\d+|~)$|\.config~$|^(copy of|kopie von).*\.config|\.transform$"
)
_MAX_SNIFF = 1 << 20


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
        facts: For the inventory.
        markers: Suffix, or ``bin\*.dll``, and the first path below the root that has it, once a folder.
        files: Files to look into.
    """

    ref: ContentRef
    files: list[SeenFile] = field(default_factory=list)
    markers: list[tuple[str, str]] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    count: int = 0
    bytes: int = 0

    @property
    def facts(self) -> ContentFacts:
        """The inventory's form."""
        grants = tuple(sorted(self.grants, key=lambda item: (item.folder, item.sid, not item.allow)))
        return ContentFacts(self.ref, self.count, self.bytes, grants, tuple(sorted(self.unreadable)))


def outermost(roots: Iterable[ContentRef]) -> list[ContentRef]:
    """Roots that lie in no other root of the list, sorted."""
    kept: list[ContentRef] = []
    for ref in sorted(set(roots), key=lambda item: (item.volume, item.path.upper())):
        if not any(covers(other, ref) for other in kept):
            kept.append(ref)
    return kept


def covers(outer: ContentRef, inner: ContentRef) -> bool:
    """Whether ``inner`` is ``outer`` or lies below it."""
    prefix = outer.path.upper().rstrip("\\") + "\\"
    return outer.volume == inner.volume and (inner.path.upper().rstrip("\\") + "\\").startswith(prefix)


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
                place = ContentRef(visited.tree.volume, visited.entry.path)
                self._grants(contents, (visited.tree, visited.entry), place)
            else:
                self._file(contents, visited, seen)
        return contents

    def _file(self, contents: RootContents, visited: Visited, seen: set[tuple[str, str]]) -> None:
        """Count a file and note what it tells."""
        contents.count += 1
        contents.bytes += visited.entry.size
        self._done += 1
        if self._done % _REPORT_EVERY == 0:
            self._emit(Progress("phase.read-content", self._done, unit="files"))
        folder, _, name = visited.path.rpartition("\\")
        suffix = name[name.rfind(".") :].lower() if "." in name else ""
        if suffix == ".dll" and folder[-4:].lower() == "\\bin":
            suffix, folder = "bin\\*.dll", folder[:-4]
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
            contents.unreadable.append((ref.path, error.code))
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
    return data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", errors="replace")


def below(root: ContentRef, files: Iterable[SeenFile]) -> Iterator[SeenFile]:
    """The files that lie below a root."""
    return (
        file for file in files if covers(root, ContentRef(file.ref.volume, file.ref.path.rpartition("\\")[0] or "\\"))
    )
