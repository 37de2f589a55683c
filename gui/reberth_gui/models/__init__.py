"""Item models over the core's records."""
