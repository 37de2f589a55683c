"""One real engine for all tests that need one, started when the first of them asks."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from tests.support.engine import running_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.engine import RealEngine


# Tests compare English words, whatever the developer reads.
os.environ.pop("REBERTH_LANGUAGE", None)
# A test run in the background of a shell ignores Ctrl+C, and so would all that it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def engine() -> Iterator[RealEngine]:
    with running_engine() as real:
        yield real
