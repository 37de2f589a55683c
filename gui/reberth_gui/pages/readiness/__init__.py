"""The fourth step: what to look at before the image is made."""
