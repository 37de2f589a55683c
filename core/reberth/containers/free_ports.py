"""Whether a port of this machine can be had."""

from __future__ import annotations

import errno
import socket

# On Windows the second one stands for a range that Hyper-V or somebody else has set aside.
_TAKEN = (errno.EADDRINUSE, 10048, 10013)


def is_free(port: int) -> bool:
    """Whether nobody listens on a port; one that only an administrator may use counts as free."""
    with socket.socket() as probe:
        try:
            probe.bind(("", port))
        except OSError as error:
            return error.errno not in _TAKEN
    return True
