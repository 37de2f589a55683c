"""Content from the disk into the context: whole, without its secrets, and what stays behind is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from reberth.context.copying import Copied, copy_contents
from reberth.context.sink import GENERATED_TIME
from reberth.model.errors import ReberthError
from reberth.model.events import Event, Progress, silent
from reberth.model.plan import ContentRoot, Exclusion, Rewrite
from reberth.model.rendered import External
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth_resources.catalogue import message
from tests.context.rewriting import change_for
from tests.support.inventories import VOLUMES, application, inventory, ref, site
from tests.support.trees import Broken, MemoryTree, memory_volumes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reberth.model.events import Emit

WHEN = 1_400_000_000_000_000_000
CONFIG = b'<configuration><appSettings><add key="ApiKey" value="Mk0secret9"/></appSettings></configuration>'
SIDE = b'<appSettings><add key="ApiKey" value="Mk0secret8"/></appSettings>'
PLAN = make_plan(inventory(site("S", application("/", r"C:\web"))), Selection())


class ListSink:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.folders: dict[str, int] = {}
        self.files: dict[str, tuple[bytes, int]] = {}

    def add_folder(self, path: str, modified: int) -> None:
        self.folders[path] = modified

    def add_file(self, path: str, size: int, modified: int, chunks: Iterable[bytes]) -> int:
        data = b"".join(chunks)
        if path.endswith("full"):
            raise ReberthError("output.disk-full", folder="x", need=1, free=0)
        assert (len(data), path in self.files) == (size, False)
        self.files[path] = (data, modified)
        return size


def root(*exclusions: str, rewrites: tuple[Rewrite, ...] = (), name: str = "content/01") -> ContentRoot:
    excluded = tuple(Exclusion(path, "selection.not-chosen") for path in exclusions)
    return ContentRoot("content:01", name, ref(r"C:\web"), r"C:\apps\web", excluded, rewrites)


def copied(
    files: Mapping[str, bytes | None], *roots: ContentRoot, emit: Emit = silent, tree: type[MemoryTree] = MemoryTree
) -> tuple[ListSink, Copied]:
    volumes = memory_volumes(tree(VOLUMES["C"], files, modified=WHEN))
    values = tuple(value for one in roots for change in one.rewrites for value in change.values)
    sink = ListSink()
    return sink, copy_contents(replace(PLAN, contents=roots, secrets=values), volumes, sink, emit)


def change(path: str, data: bytes) -> Rewrite:
    return replace(change_for(data, path), source=ref(f"C:\\web{path}"))


FILES: dict[str, bytes | None] = {
    r"\web\index.html": b"hello",
    r"\web\empty": b"",
    r"\web\deep\er\ünï 日本.txt": b"x" * 3_000_000,
    r"\web\hollow": None,
    r"\web\LOGS\a.log": b"log",
    r"\web\logs2\a.log": b"log",
    r"\web\CON": b"device",
    r"\web\dot.": b"dot",
    r"\web\Same": b"first",
    r"\web\same": b"second",
    r"\other\a": b"not below the root",
}


def test_files_folders_and_times() -> None:
    sink, result = copied(FILES, root("\\logs"))
    assert {path: data for path, (data, _) in sink.files.items()} == {
        "content/01/index.html": b"hello",
        "content/01/empty": b"",
        "content/01/deep/er/ünï 日本.txt": b"x" * 3_000_000,
        "content/01/logs2/a.log": b"log",
        "content/01/Same": b"first",
    }
    assert {when for _, when in sink.files.values()} == {WHEN}
    assert sink.folders == dict.fromkeys(
        ["content/01", *(f"content/01/{name}" for name in ("deep", "deep/er", "hollow", "logs2"))], WHEN
    )
    assert (result.files, result.bytes) == (5, 3_000_013)
    assert [(item.path, item.code) for item in result.left_behind] == [
        ("\\CON", "application.name-reserved"),
        ("\\dot.", "application.name-ends-in-dot"),
        ("\\same", "application.name-differs-in-case"),
    ]


def test_an_exclusion_takes_a_file_or_a_folder_but_no_namesake() -> None:
    sink, _ = copied(FILES, root("\\deep", "\\INDEX.html", "\\emp", "\\CON"))
    assert sorted(sink.files) == [
        *("content/01/LOGS/a.log", "content/01/Same", "content/01/empty", "content/01/logs2/a.log"),
    ]


def test_rewritten_files_and_their_skeletons() -> None:
    files: dict[str, bytes | None] = {r"\web\sub\Web.config": CONFIG, r"\web\side.config": SIDE}
    changes = (change("\\sub\\web.config", CONFIG), change("\\side.config", SIDE))
    sink, result = copied(files, root(rewrites=changes))
    assert sorted(sink.files) == [
        "content/01/sub/Web.config",
        "secrets/01/side.config",
        "secrets/01/sub/reberth.appSettings.config",
    ]
    assert sink.files["content/01/sub/Web.config"][1] == WHEN
    assert sink.files["secrets/01/side.config"][1] == GENERATED_TIME
    assert result.externals == (
        External(r"C:\reberth\secrets\01\side.config", r"C:\apps\web\side.config", ("secret:V1",)),
        External(
            r"C:\reberth\secrets\01\sub\reberth.appSettings.config",
            r"C:\apps\web\sub\reberth.appSettings.config",
            ("secret:V1",),
        ),
    )
    assert not [path for path, (data, _) in sink.files.items() if b"Mk0" in data]
    assert "secrets" in sink.folders


def test_without_rewrites_nothing_is_changed_and_no_folder_of_secrets_made() -> None:
    sink, result = copied({r"\web\web.config": CONFIG}, root())
    assert sink.files == {"content/01/web.config": (CONFIG, WHEN)}
    assert (result.externals, "secrets" in sink.folders) == ((), False)


@pytest.mark.parametrize(
    "now", [b"<configuration>", CONFIG.replace(b"/></app", b'/><add key="New" value="pwd=Mk0new99"/></app')]
)
def test_what_cannot_be_rewritten_is_left_behind(now: bytes) -> None:
    files: dict[str, bytes | None] = {r"\web\web.config": now, r"\web\a": b"a"}
    sink, result = copied(files, root(rewrites=(change("\\web.config", CONFIG),)))
    assert list(sink.files) == ["content/01/a"]
    [left] = result.left_behind
    assert (left.path, left.code) == ("\\web.config", "application.rewrite-impossible")
    # The Dockerfile copies the folder all the same.
    assert "secrets" in sink.folders


def test_an_unreadable_file_is_left_behind_whole() -> None:
    sink, result = copied({r"\web\a": b"a", r"\web\b": b"b"}, root(), tree=Broken)
    assert (sink.files, result.files) == ({}, 0)
    assert [(item.path, item.code) for item in result.left_behind] == [
        ("\\a", "filesystem.file-unreadable"),
        ("\\b", "filesystem.file-unreadable"),
    ]


def test_a_full_disk_ends_the_work() -> None:
    with pytest.raises(ReberthError, match="disk-full"):
        copied({r"\web\full": b""}, root())


def test_a_root_that_is_gone_leaves_an_empty_folder() -> None:
    sink, result = copied({}, root())
    assert sink.folders == {"content/01": GENERATED_TIME}
    assert [(item.path, item.code) for item in result.left_behind] == [("\\", "iis.site-root-missing")]


def test_progress_never_falls_and_ends_at_the_end() -> None:
    events: list[Event] = []
    one = replace(root(), bytes=11 << 20)
    copied({rf"\web\{number}": bytes(1 << 20) for number in range(11)}, one, emit=events.append)
    steps = [item for item in events if isinstance(item, Progress)]
    assert [item.done >> 20 for item in steps] == [4, 8, 11]
    assert {(item.phase, item.total, item.unit) for item in steps} == {("phase.copy-content", 11 << 20, "bytes")}


CODES = [
    *(
        "application.name-reserved",
        "application.name-illegal",
        "application.name-ends-in-dot",
        "application.name-too-long",
    ),
    *("application.name-not-unicode", "application.name-differs-in-case", "application.link-leads-out"),
    *("application.link-in-circle", "application.folder-too-deep"),
    *("application.rewrite-impossible", "filesystem.file-elsewhere", "filesystem.file-encrypted"),
    "filesystem.file-needs-libwim",
    *("filesystem.file-unreadable", "filesystem.folder-unreadable", "iis.site-root-missing"),
]


@pytest.mark.parametrize("code", CODES)
def test_the_words_for_what_is_left_behind_need_only_its_path(code: str) -> None:
    words = message(code, {"path": "C:\\x"})
    assert "C:\\x" in words.sentence
    assert "{" not in "".join(words)


def test_what_a_person_excluded_leaves_an_empty_folder_and_a_slip_is_told() -> None:
    mine = [
        Exclusion(path, "selection.excluded", folder_stays=True)
        for path in ("\\logs", "\\empty", "\\lgos", "\\deep\\er")
    ]
    sink, result = copied(FILES, replace(root(), exclusions=(*mine, Exclusion("\\deep", "selection.not-chosen"))))
    assert sorted(sink.files) == ["content/01/Same", "content/01/index.html", "content/01/logs2/a.log"]
    assert sorted(sink.folders) == [*("content/01", "content/01/LOGS", "content/01/hollow", "content/01/logs2")]
    told = [(item.path, item.code) for item in result.left_behind if item.code.startswith("selection")]
    assert told == [("\\lgos", "selection.excluded-missing")]


def test_a_root_that_is_excluded_is_an_empty_folder() -> None:
    sink, result = copied(FILES, replace(root(), exclusions=(Exclusion("", "selection.excluded", folder_stays=True),)))
    assert (sink.files, sorted(sink.folders), result.files) == ({}, ["content/01"], 0)
    assert result.left_behind == ()
