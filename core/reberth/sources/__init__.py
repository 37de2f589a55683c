"""A path becomes readable bytes: VHD, VHDX and their chains, raw; MBR, GPT. Recognised by content, opened to read."""
