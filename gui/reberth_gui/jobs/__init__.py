"""Jobs of the core as objects of the window."""
