"""The sixth step: build the image and see how."""
