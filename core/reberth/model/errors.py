"""One exception for everything a person can be told about, with a code that leads to the words."""

from __future__ import annotations

import enum


class ExitCode(enum.IntEnum):
    """Exit codes of the command line, by kind of error (documented in README and docs/)."""

    SUCCESS = 0
    INTERNAL = 1
    USAGE = 2
    SOURCE = 3
    WINDOWS = 4
    CONFIGURATION = 5
    SELECTION = 6
    OUTPUT = 7
    COMPONENT = 8
    ENGINE = 9
    BUILD = 10
    TRIAL = 11
    CANCELLED = 130


_EXIT_BY_PREFIX = {
    "usage": ExitCode.USAGE,
    "source": ExitCode.SOURCE,
    "filesystem": ExitCode.SOURCE,
    "migration": ExitCode.SOURCE,
    "registry": ExitCode.WINDOWS,
    "windows": ExitCode.WINDOWS,
    "iis": ExitCode.CONFIGURATION,
    "application": ExitCode.CONFIGURATION,
    "plan": ExitCode.SELECTION,
    "selection": ExitCode.SELECTION,
    "output": ExitCode.OUTPUT,
    "component": ExitCode.COMPONENT,
    "engine": ExitCode.ENGINE,
    "advice": ExitCode.ENGINE,
    "build": ExitCode.BUILD,
    "trial": ExitCode.TRIAL,
    "cancelled": ExitCode.CANCELLED,
}

Parameter = str | int


class ReberthError(Exception):
    """An error a person can act on.

    The code (``source.truncated``) leads to sentence, cause and action in the message catalogue; the
    parameters fill their places. Never put a secret or file content into a parameter.
    """

    def __init__(self, code: str, **params: Parameter) -> None:
        """Make the error for ``code``, filling the catalogue's places from ``params``."""
        super().__init__(code, params)
        self.code = code
        self.params = params

    @property
    def exit_code(self) -> ExitCode:
        """The process exit code for this kind of error: decided by the code's first word."""
        return _EXIT_BY_PREFIX.get(self.code.split(".", 1)[0], ExitCode.INTERNAL)

    def __str__(self) -> str:
        """Code and parameters, for logs; people get the catalogue's words."""
        return f"{self.code} {self.params}" if self.params else self.code
