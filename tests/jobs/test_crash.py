"""A crash is written down where that is possible, and never stands in the way of the job's end."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from reberth.jobs.client import Job
from reberth.jobs.crash import write_crash
from reberth.jobs.perform import perform
from reberth.model.errors import ReberthError
from reberth.model.events import silent
from tests.jobs.acting import ACT, COMMAND, Act

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.usefixtures("scratch")
def test_a_program_without_standard_error_hears_of_a_crash_that_cannot_be_written(
    logs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs.parent.mkdir(parents=True)
    logs.write_text("in the way")
    monkeypatch.setattr(sys, "stderr", None)
    assert write_crash("text") == "-"
    with Job(ACT, Act("fall"), COMMAND) as job:
        assert job.wait(20)
        with pytest.raises(ReberthError) as caught:
            job.result()
    assert (caught.value.code, caught.value.params["file"]) == ("job.crashed", "-")


@pytest.mark.usefixtures("scratch")
@pytest.mark.skipif(sys.platform != "win32", reason="message boxes of the system are Windows' own")
def test_no_box_waits_for_a_click() -> None:
    """SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX and SEM_NOOPENFILEERRORBOX."""
    assert perform(ACT, Act("error_mode"), silent, command=COMMAND) & 0x8003 == 0x8003
