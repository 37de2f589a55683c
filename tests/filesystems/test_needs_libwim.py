"""However many files need libwim, one finding tells of them."""

from __future__ import annotations

from reberth.filesystems.needs_libwim import told_once
from reberth.model.evidence import Evidence
from reberth.model.finding import Finding


def needy(path: str, code: str = "filesystem.file-needs-libwim") -> Finding:
    needed = "filesystem.file-needs-libwim"
    return Finding(code, "info", path, {"path": path, "code": needed}, (Evidence("file", path),))


def test_one_finding_in_the_place_of_the_first_counts_all_and_names_some() -> None:
    before, after = Finding("a.b", "info"), Finding("c.d", "action", "x", {"path": "y"})
    many = [needy(f"C:\\{number}") for number in range(2999)]
    [first, told, last] = told_once([before, needy("D:\\x", "artifact.file-unreadable"), *many, after])
    assert (first, last) == (before, after)
    assert (told.code, told.params) == ("filesystem.files-need-libwim", {"count": 3000, "path": "D:\\x"})
    assert [item.source for item in told.evidence] == ["D:\\x", *(f"C:\\{number}" for number in range(19))]


def test_other_findings_stay_as_they_are() -> None:
    others = (Finding("a.b", "info"), Finding("artifact.file-unreadable", "info", "x", {"code": "c.d"}))
    assert told_once(others) == others
