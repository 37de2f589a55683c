"""Reberth's engine: from the disk images of a Windows server to a container build folder. Imports no Qt."""

__version__ = "0.1.0"
