"""The fifth step: the generated files, where their lines come from, edits by hand, the image's base, secrets."""
