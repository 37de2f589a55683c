"""Labels on everything that Reberth creates on an engine: only what bears them is ever cleaned up.

An image's labels are those of every container of it, whoever starts that one: a container is Reberth's own only where
it bears ``reberth.run``, which no image has.
"""

from __future__ import annotations

MIGRATION = "reberth.migration"
PROBES = "reberth.probes"
VERSION = "reberth.version"
# One start of a container: known to who starts it before the engine has told the container's id.
RUN = "reberth.run"
