"""A Plan becomes text: Dockerfile, stylesheet, scripts, evidence."""
