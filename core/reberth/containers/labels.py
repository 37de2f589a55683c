"""Labels on everything that Reberth creates on an engine: only what bears them is ever cleaned up."""

from __future__ import annotations

MIGRATION = "reberth.migration"
PROBES = "reberth.probes"
VERSION = "reberth.version"
# One start of a container: known to who starts it before the engine has told the container's id.
RUN = "reberth.run"
