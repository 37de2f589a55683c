"""A change that a person made by hand to a generated file, kept as a patch."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Edit(Struct, frozen=True):
    """A hand edit.

    Attributes:
        file: Generated file, as in the build folder (``Dockerfile``).
        patch: Patch text of diff-match-patch over the generated text (lines end in LF).
    """

    file: str
    patch: str


class Edited(Struct, frozen=True, omit_defaults=True):
    """What became of an edit when it was applied to a newly generated text.

    Attributes:
        file: The file.
        text: With all parts of the edit that found their place.
        state: ``clean`` when all did, ``conflict`` when a part found no place and ``text`` is without it.
        lost: The parts without a place, as patch text.
    """

    file: str
    text: str
    state: Literal["clean", "conflict"] = "clean"
    lost: tuple[str, ...] = ()
