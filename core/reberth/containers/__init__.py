"""Docker: what the engine is, building, running, and explaining what went wrong."""
