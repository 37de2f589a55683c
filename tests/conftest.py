"""One real engine for all tests that need one, started when the first of them asks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.support.engine import running_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.engine import RealEngine


# Tests compare English words, whatever the developer reads.
os.environ.pop("REBERTH_LANGUAGE", None)


@pytest.fixture(scope="session")
def engine() -> Iterator[RealEngine]:
    with running_engine() as real:
        yield real
