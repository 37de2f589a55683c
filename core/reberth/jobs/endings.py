"""How a process ended, in words."""

from __future__ import annotations

import signal


def how_it_ended(code: int) -> str:
    """Words for an exit code as :mod:`subprocess` has it: negative for a signal, Windows' exceptions as large ones."""
    if code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = "unknown"
        return f"signal {-code} ({name})"
    return f"exit code 0x{code:08X}" if code >= 0x80000000 else f"exit code {code}"
