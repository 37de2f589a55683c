"""Palettes, indicators, icons."""
