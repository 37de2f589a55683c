"""The hives of real systems, where the shared corpus lies beside the repository."""

from __future__ import annotations

import lzma
from typing import TYPE_CHECKING

from reberth.windows.server import read_windows
from tests.support.corpus import CORPUS, needs_corpus
from tests.support.trees import MemoryTree, memory_volumes
from tests.windows.machines import CONFIG

if TYPE_CHECKING:
    from reberth.model.finding import Finding

pytestmark = needs_corpus
WINDOWS_7 = "dfwinreg-20190329__test_data__"
WINDOWS_10 = "regipy__regipy_tests__data__SYSTEM_B"


def unpacked(name: str) -> bytes:
    return lzma.decompress((CORPUS / "hives" / f"{name}.xz").read_bytes())


def test_windows_7() -> None:
    told: list[Finding] = []
    files: dict[str, bytes | None] = {
        f"{CONFIG}\\{name}": unpacked(WINDOWS_7 + name) for name in ("SYSTEM", "SOFTWARE")
    }
    windows = read_windows(memory_volumes(MemoryTree("a", files)), notice=told.append)
    assert (windows.product_name, windows.edition, windows.build) == ("Windows 7 Ultimate", "Ultimate", 7601)
    assert (windows.version, windows.service_pack, windows.architecture) == ("6.1", "Service Pack 1", "x86")
    assert (windows.computer_name, windows.time_zone) == ("IECOMPATVHD", "Pacific Standard Time")
    assert [item.version for item in windows.dotnet] == ["2.0", "3.0", "3.5"]
    found = dict(windows.environment)
    assert found["PATH"] == "C:\\Windows\\system32;C:\\Windows;C:\\Windows\\System32\\Wbem"
    assert found["TEMP"] == "C:\\Windows\\TEMP"
    assert "PROGRAMFILES(X86)" not in found
    assert (windows.withheld, told) == ((), [])


def test_a_dirty_system_hive_of_windows_10() -> None:
    told: list[Finding] = []
    files: dict[str, bytes | None] = {
        f"{CONFIG}\\SYSTEM{log}": unpacked(WINDOWS_10 + log) for log in ("", ".LOG1", ".LOG2")
    }
    files[f"{CONFIG}\\SOFTWARE"] = unpacked(f"{WINDOWS_7}SOFTWARE")
    windows = read_windows(memory_volumes(MemoryTree("a", files)), notice=told.append)
    assert (windows.computer_name, windows.architecture) == ("DESKTOP-PM6C56D", "amd64")
    assert dict(windows.environment)["PSMODULEPATH"].startswith(
        "C:\\Program Files\\WindowsPowerShell\\Modules;C:\\Windows"
    )
    assert windows.withheld == ()
    assert [(item.code, item.params) for item in told] == [("windows.drive-not-supplied", {"drive": "F:"})]
