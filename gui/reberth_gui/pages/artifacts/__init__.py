"""The second step: what else of the server is carried over."""
