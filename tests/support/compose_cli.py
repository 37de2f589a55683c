"""The real docker-compose that ``dev.py`` unpacks beside the tests' Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

COMPOSE = Path(sys.executable).parent / "docker-compose"


def configuration(folder: Path, **environment: str) -> dict[str, Any]:
    """What docker-compose makes of ``compose.yaml`` in a folder; it refuses what the specification does not know."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("REBERTH_", "COMPOSE_"))}
    ran = subprocess.run(
        [COMPOSE, "-f", str(folder / "compose.yaml"), "config", "--format", "json"],
        env={**clean, "COMPOSE_DISABLE_ENV_FILE": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    found: dict[str, Any] = json.loads(ran.stdout)
    return found
