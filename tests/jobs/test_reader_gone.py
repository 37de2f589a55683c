"""Whoever reads our output may have enough of it at any time: that is no failure, here or on Windows."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("scratch")


@pytest.mark.parametrize("most", [0, 1 << 20], ids=["before the first word", "in mid file"])
def test_a_reader_that_goes_away(long: Path, logs: Path, most: int) -> None:
    told = ("cat", str(long), r"C:\inetpub\wwwroot\long.mp4") if most else ("sites", str(long))
    command = (sys.executable, "-m", "reberth", *told)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert len(process.stdout.read(most)) == most
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0
    assert not logs.exists()
