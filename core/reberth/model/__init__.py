"""What crosses the borders between rooms: plain, frozen, typed data. Imports nothing of ours.

One module per subject; import from the module (``from reberth.model.plan import Plan``), so that a reader
sees at the import which part of the language a file speaks.
"""
