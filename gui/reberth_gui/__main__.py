"""``python -m reberth_gui``."""

from __future__ import annotations

import sys

from reberth_gui.main import run

sys.exit(run())
