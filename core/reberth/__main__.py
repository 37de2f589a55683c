"""``python -m reberth``: the command line."""

from __future__ import annotations

from reberth.cli.main import run

if __name__ == "__main__":
    run()
