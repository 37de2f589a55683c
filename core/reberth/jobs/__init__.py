"""Worker processes: typed events out, cancel in."""
