"""Making the Windows program: inputs checked by hash, the frozen folder, installers, and what goes with them.

Only the standard library is used here, apart from what :mod:`reberth_packaging.bill_of_materials` says.
"""
