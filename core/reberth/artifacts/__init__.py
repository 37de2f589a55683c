"""Everything else that is on a server: one module for each kind, found from files and hives alone."""
