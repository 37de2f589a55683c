"""The migration document, what a change invalidates, and edits by hand."""
