"""The seventh step: run the image, ask its sites, and what comes then."""
