"""A Windows engine and a registry, started when the first test asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.facade import windows_facade
from tests.support.registry import running_registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.engine import RealEngine
    from tests.support.facade import WindowsFacade
    from tests.support.registry import Registry


@pytest.fixture
def windows(engine: RealEngine) -> Iterator[WindowsFacade]:
    """An engine on Windows Server 2022."""
    with windows_facade(engine) as facade:
        yield facade


@pytest.fixture(scope="session")
def registry() -> Iterator[Registry]:
    with running_registry() as real:
        yield real
