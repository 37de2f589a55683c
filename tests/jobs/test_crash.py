"""A crash is written down where that is possible, and never stands in the way of the job's end."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from reberth.jobs.client import Job
from reberth.jobs.crash import write_crash
from reberth.model.errors import ReberthError
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
