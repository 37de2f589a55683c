"""Where virtual directories lead: onto a supplied disk, or why not."""

from __future__ import annotations

import pytest

from reberth.model.content import ContentRef
from tests.support.iis_samples import own_sample, read
from tests.support.trees import Broken, MemoryTree

DISK_C: dict[str, bytes | None] = {r"\inetpub\WWWROOT": None, r"\Program Files\Shop\a.txt": b"x"}
DISK_D: dict[str, bytes | None] = {
    r"\data\files\a.txt": b"x",
    r"\long": None,
    r"\web\slashes": None,
    r"\file.txt": b"x",
}


@pytest.mark.parametrize(
    ("path", "expanded", "content", "problem"),
    [
        ("/", r"C:\inetpub\wwwroot", ("disk0", r"\inetpub\WWWROOT"), ""),
        ("/share", r"\\files01\web$\share", None, "iis.path-unc"),
        ("/data", r"D:\data\files", ("disk1", r"\data\files"), ""),
        ("/program", r"C:\Program Files\Shop", ("disk0", r"\Program Files\Shop"), ""),
        ("/unknown", "", None, "iis.path-unknown-variable"),
        ("/device", r"D:\long", ("disk1", r"\long"), ""),
        ("/root", "D:\\", ("disk1", "\\"), ""),
        ("/relative", r"wwwroot\x", None, "iis.path-not-absolute"),
        ("/slashes", r"D:\web\slashes", ("disk1", r"\web\slashes"), ""),
        ("/gone", r"D:\gone", None, "iis.site-root-missing"),
        ("/nodrive", r"Q:\x", None, "iis.drive-not-supplied"),
        ("/file", r"D:\file.txt", None, "iis.site-root-missing"),
        ("/none", "", None, "iis.path-unknown-variable"),
    ],
)
def test_a_virtual_directory(path: str, expanded: str, content: tuple[str, str] | None, problem: str) -> None:
    iis, findings = read(own_sample(15), DISK_C, DISK_D)
    found = next(item for item in iis.sites[0].applications[0].virtual_directories if item.path == path)
    assert (found.expanded_path, found.problem) == (expanded, problem)
    assert found.content == (None if content is None else ContentRef(*content))
    told = [item for item in findings if item.subject == f"Paths{path.rstrip('/')}"]
    assert [item.code for item in told] == ([problem] if problem else [])
    for item in told:
        assert (item.params["path"], item.evidence) == (found.physical_path, (found.evidence,))


def test_everything_is_found_where_it_is() -> None:
    _, findings = read(own_sample(15), DISK_C, DISK_D)
    assert len(findings) == 7


def test_the_account_of_a_share_is_known_and_its_password_is_not() -> None:
    iis, _ = read(own_sample(15), DISK_C, DISK_D)
    share = iis.sites[0].applications[0].virtual_directories[1]
    assert share.settings.get("userName") == "HARBOUR\\web"
    assert share.settings.get("password", "not kept") == "not kept"
    assert [item.name for item in iis.secrets] == ["/share"]


def test_a_folder_whose_files_are_broken_is_still_found() -> None:
    """Reading names is enough to say where a site is."""
    assert Broken("x", {r"\web": None}).find(r"\web") == MemoryTree("x", {r"\web": None}).find(r"\web")
