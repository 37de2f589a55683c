"""applicationHost.config and the disk's own IIS schema become one IIS model."""
