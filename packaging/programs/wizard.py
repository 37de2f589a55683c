"""reberth-gui.exe."""

import sys

from reberth_gui.main import run

if __name__ == "__main__":
    sys.exit(run())
