"""This machine: what Windows, where Reberth usually runs, wants done its own way."""
