"""A path becomes readable bytes: VHD, VHDX, raw; MBR, GPT. Recognised by content, opened without write access."""
