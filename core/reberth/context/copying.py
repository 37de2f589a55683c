"""Content roots from the disk into the build context, with secrets taken out on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.context.rewrite import asks_for, rewrite
from reberth.context.sink import GENERATED_TIME
from reberth.filesystems.content_walk import Visited, walk_content
from reberth.model.errors import ReberthError
from reberth.model.events import Progress
from reberth.model.plan import ContentRoot, Exclusion
from reberth.model.rendered import External
from reberth.model.step_ids import secret_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.context.rewrite import ExternalFile
    from reberth.context.sink import Sink
    from reberth.filesystems.volumes import Volumes
    from reberth.model.events import Emit
    from reberth.model.extras import CarriedFile
    from reberth.model.plan import Plan, Rewrite

_REPORT_EVERY = 4 << 20
_MAX_CONFIGURATION = 16 << 20


class LeftBehind(NamedTuple):
    """Something of a content root that is not in the context though nobody excluded it, with the code why."""

    root: ContentRoot
    path: str
    code: str


class Copied(NamedTuple):
    """What :func:`copy_contents` did."""

    files: int
    bytes: int
    externals: tuple[External, ...]
    left_behind: tuple[LeftBehind, ...]


def copy_contents(plan: Plan, volumes: Volumes, sink: Sink, emit: Emit, *, context_only: bool = False) -> Copied:
    """Copy every content root of the plan into the sink, then single files and the folders of other services.

    ``context_only`` leaves out what is not part of the web sites' own build context.

    A file that cannot be read whole, or not rewritten without its secrets, is left behind and named in the
    result: never zeros, never half a file.

    Raises:
        ReberthError: ``output.*`` from the sink.
    """
    if plan.secrets:
        # The Dockerfile copies it, one changed by hand even if in the end no file could be rewritten.
        sink.add_folder("secrets", GENERATED_TIME)
    copier = _Copier(volumes, sink, emit, sum(root.bytes for root in plan.contents))
    for number, root in enumerate(plan.contents, start=1):
        copier.copy_root(root, f"{number:02d}")
    for file in plan.extras.files:
        copier.copy_single(file, "")
    for service in () if context_only else plan.extras.services:
        for folder in service.folders:
            out = tuple(Exclusion(path, "artifact.file-with-secret") for path in folder.excluded)
            name = f"services/{service.name}/{folder.name}"
            copier.copy_root(ContentRoot(folder.step, name, folder.source, folder.target, out), "")
        for file in service.files:
            copier.copy_single(file, f"services/{service.name}/")
    emit(Progress("phase.copy-content", max(copier.bytes, copier.total), copier.total, "bytes"))
    return Copied(copier.files, copier.bytes, tuple(copier.externals), tuple(copier.left_behind))


class _Copier:
    """Counts and collects while copying."""

    def __init__(self, volumes: Volumes, sink: Sink, emit: Emit, total: int) -> None:
        self._volumes = volumes
        self._sink = sink
        self._emit = emit
        self.total = total
        self.files = 0
        self.bytes = 0
        self._reported = 0
        self.externals: list[External] = []
        self.left_behind: list[LeftBehind] = []

    def copy_root(self, root: ContentRoot, number: str) -> None:
        """Copy one root; a root that is gone leaves an empty folder and an entry in the result."""
        self._sink.add_folder(root.name, GENERATED_TIME)
        found = self._volumes.find(root.source)
        if found is None:
            self.left_behind.append(LeftBehind(root, "\\", "iis.site-root-missing"))
            return
        self._sink.add_folder(root.name, found.entry.modified)
        excluded = _Excluded(root.exclusions)
        rewrites = {change.file.upper(): change for change in root.rewrites}
        for visited in walk_content(self._volumes, found):
            if excluded.leaves_out(visited.path.upper(), folder=visited.entry.directory):
                continue
            if visited.problem:
                self.left_behind.append(LeftBehind(root, visited.path, visited.problem))
            elif visited.entry.directory:
                self._sink.add_folder(root.name + visited.path.replace("\\", "/"), visited.entry.modified)
            else:
                change = rewrites.get(visited.path.upper())
                self._copy_file(root, visited, change, number)
        self.left_behind.extend(LeftBehind(root, path, "selection.excluded-missing") for path in excluded.unmet())

    def copy_single(self, file: CarriedFile, folder: str) -> None:
        """Copy one file; one that is gone or cannot be read is named in the result."""
        root = ContentRoot(file.step, folder + file.name, file.source, file.target or file.name)
        found = self._volumes.find(file.source)
        if found is None or found.entry.directory:
            self.left_behind.append(LeftBehind(root, "", "filesystem.file-unreadable"))
            return
        self._copy_file(root, Visited("", found.tree, found.entry), None, "")

    def _copy_file(self, root: ContentRoot, visited: Visited, change: Rewrite | None, number: str) -> None:
        """Copy or rewrite one file, or name it as left behind."""
        path = root.name + visited.path.replace("\\", "/")
        entry = visited.entry
        try:
            if change is None:
                self._sink.add_file(path, entry.size, entry.modified, self._counted(visited))
            else:
                self._rewrite(root, visited, change, number)
        except ReberthError as error:
            if error.code.startswith("output."):
                raise
            self.left_behind.append(LeftBehind(root, visited.path, error.code))
            return
        self.files += 1

    def _rewrite(self, root: ContentRoot, visited: Visited, change: Rewrite, number: str) -> None:
        """Ship a configuration file without its secrets, and its skeletons for the start script."""
        if visited.entry.size > _MAX_CONFIGURATION:
            raise ReberthError("application.rewrite-impossible", path=visited.path)
        data = b"".join(self._counted(visited))
        result = rewrite(data, change)
        path = root.name + visited.path.replace("\\", "/")
        folder = visited.path.rpartition("\\")[0]
        if result.data is not None:
            self._sink.add_file(path, len(result.data), visited.entry.modified, (result.data,))
        for external in result.externals:
            place = f"{number}{folder}\\{external.name}"
            skeleton = "secrets/" + place.replace("\\", "/")
            self._sink.add_file(skeleton, len(external.skeleton), GENERATED_TIME, (external.skeleton,))
            target = root.target.rstrip("\\") + f"{folder}\\{external.name}"
            self.externals.append(External(f"C:\\reberth\\secrets\\{place}", target, _steps(external, change)))

    def _counted(self, visited: Visited) -> Iterator[bytes]:
        """The file's chunks, counted for the progress bar."""
        for piece in visited.tree.chunks(visited.entry):
            self.bytes += len(piece)
            if self.bytes - self._reported >= _REPORT_EVERY:
                self._reported = self.bytes
                self._emit(Progress("phase.copy-content", self.bytes, max(self.total, self.bytes), "bytes"))
            yield piece


def _steps(external: ExternalFile, change: Rewrite) -> tuple[str, ...]:
    """The steps of the values that a skeleton asks for."""
    text = external.skeleton.decode("utf-8", errors="ignore")
    return tuple(secret_step(item.variable) for item in change.values if asks_for(text, item.variable))


class _Excluded:
    """The exclusions of a root, and which of a person's own were met: one that is nowhere must be told."""

    def __init__(self, exclusions: Iterable[Exclusion]) -> None:
        self._by_path = {item.path.upper(): item for item in exclusions}
        self._met: set[str] = {""}

    def leaves_out(self, path: str, *, folder: bool) -> bool:
        """Whether the path (upper case) or a folder above it is excluded; a folder that stays is not."""
        if not self._by_path:
            return False
        own = self._by_path.get(path)
        if own is not None:
            self._met.add(path)
            if not (own.folder_stays and folder):
                return True
        while path:
            path = path.rpartition("\\")[0]
            if path in self._by_path:
                return True
        return False

    def unmet(self) -> list[str]:
        """Paths that a person excluded and that are not there."""
        return [
            item.path
            for path, item in self._by_path.items()
            if item.folder_stays and path not in self._met and not self._inside_another(path)
        ]

    def _inside_another(self, path: str) -> bool:
        """Whether it lies in what is excluded anyway, and so is never met."""
        return any(path.startswith(f"{other}\\") for other in self._by_path if other != path)
