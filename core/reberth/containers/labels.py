"""Labels on everything that Reberth creates on an engine: only what bears them is ever cleaned up."""

from __future__ import annotations

MIGRATION = "reberth.migration"
PROBES = "reberth.probes"
VERSION = "reberth.version"
