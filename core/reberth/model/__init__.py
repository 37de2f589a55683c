"""What crosses the borders between rooms: plain, frozen, typed data. Imports nothing of ours.

One module per subject; import from the module (``from reberth.model.plan import Plan``), so that a reader
sees at the import which part of the language a file speaks.

What a large server has by the ten thousand is marked ``gc=False``: plain frozen data makes no circles, and Python's
search for them would hold a window up for a third of a second each time.
"""
