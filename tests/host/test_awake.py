from __future__ import annotations

import sys

from reberth.host.awake import awake


def test_windows_agrees_to_stay_awake_and_nobody_else_is_asked() -> None:
    with awake() as agreed:
        assert agreed == (sys.platform == "win32")
