"""The wizard without an engine: the sample disk is real, the engine is played."""
