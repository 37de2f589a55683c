"""The colours beyond a palette's roles, one set for each theme. All were chosen by contrast; a test measures them."""

from __future__ import annotations

from typing import NamedTuple


class Colours(NamedTuple):
    """Colours by what they mean, as ``#rrggbb``.

    Attributes:
        window, base, stripe, button: Backgrounds: of the window, of fields and lists, of every other row, of buttons.
        text, muted, disabled: Text: usual, secondary, of what cannot be used now.
        accent, on_accent: The selected and the current, and text upon it.
        link: A link on window or base.
        edge: Outline of what can be filled in or ticked, at least 3:1 on every background.
        rule: A line that only parts things.
        good, warning, bad, info: Text and icons of a state, at least 4.5:1 on window, base and stripe.
        current: Background of the current step.
        added, removed, changed: Backgrounds of lines in a difference; usual text is readable on them.
        keyword, string, comment, number: Of code, on base.
    """

    window: str
    base: str
    stripe: str
    button: str
    text: str
    muted: str
    disabled: str
    accent: str
    on_accent: str
    link: str
    edge: str
    rule: str
    good: str
    warning: str
    bad: str
    info: str
    current: str
    added: str
    removed: str
    changed: str
    keyword: str
    string: str
    comment: str
    number: str


LIGHT = Colours(
    window="#f3f3f3",
    base="#ffffff",
    stripe="#f7f7f7",
    button="#fcfcfc",
    text="#1a1a1a",
    muted="#5c5c5c",
    disabled="#8c8c8c",
    accent="#0f6cbd",
    on_accent="#ffffff",
    link="#0b5cad",
    edge="#767676",
    rule="#d0d0d0",
    good="#0b6a0b",
    warning="#8a5100",
    bad="#b3261e",
    info="#0b5cad",
    current="#e4edf6",
    added="#dcf3dc",
    removed="#fbe1df",
    changed="#fff0cc",
    keyword="#0b5cad",
    string="#a31515",
    comment="#4d6b4d",
    number="#7a3e9d",
)
DARK = Colours(
    window="#202020",
    base="#1b1b1b",
    stripe="#232323",
    button="#2b2b2b",
    text="#f0f0f0",
    muted="#b0b0b0",
    disabled="#7d7d7d",
    accent="#1f74c4",
    on_accent="#ffffff",
    link="#6cb8f6",
    edge="#8a8a8a",
    rule="#3d3d3d",
    good="#6ccb5f",
    warning="#f4c95d",
    bad="#ff9a91",
    info="#6cb8f6",
    current="#2b3642",
    added="#1f3a22",
    removed="#4a2421",
    changed="#453a16",
    keyword="#6cb8f6",
    string="#e8a585",
    comment="#8fb58f",
    number="#c9a6e4",
)
CONTRAST = Colours(
    window="#000000",
    base="#000000",
    stripe="#000000",
    button="#000000",
    text="#ffffff",
    muted="#ffffff",
    disabled="#3ff23f",
    accent="#1aebff",
    on_accent="#000000",
    link="#ffff00",
    edge="#ffffff",
    rule="#ffffff",
    good="#3ff23f",
    warning="#ffff00",
    bad="#ff9c9c",
    info="#1aebff",
    current="#37006e",
    added="#003300",
    removed="#4d0000",
    changed="#333300",
    keyword="#1aebff",
    string="#ffff00",
    comment="#3ff23f",
    number="#ffb3ff",
)
CONTRAST_LIGHT = Colours(
    window="#ffffff",
    base="#ffffff",
    stripe="#ffffff",
    button="#ffffff",
    text="#000000",
    muted="#000000",
    disabled="#595959",
    accent="#37006e",
    on_accent="#ffffff",
    link="#00009f",
    edge="#000000",
    rule="#000000",
    good="#004d00",
    warning="#5c3300",
    bad="#7a0000",
    info="#00009f",
    current="#e0d4ee",
    added="#d5f5d5",
    removed="#ffdcdc",
    changed="#fff3c4",
    keyword="#00009f",
    string="#7a0000",
    comment="#004d00",
    number="#4b0082",
)
THEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST, "contrast-light": CONTRAST_LIGHT}
