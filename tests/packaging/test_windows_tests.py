"""What counts as passed under Wine."""

from __future__ import annotations

import pytest

from reberth_packaging.windows_tests import passed


@pytest.mark.parametrize(
    ("code", "text", "good"),
    [
        (0, "3 passed in 0.1s", True),
        (1, "1 failed, 2 passed in 0.1s", False),
        (5, "no tests ran in 0.02s", True),
        (5, "......Windows fatal exception: access violation", False),
        (-9, "...", False),
    ],
)
def test_a_crash_is_not_taken_for_a_room_without_tests(code: int, text: str, *, good: bool) -> None:
    assert passed(code, text) is good
