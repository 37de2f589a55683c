"""The window: step list, page stack, command row."""
