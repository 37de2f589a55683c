"""What a target of IIS 10 does by itself, so that only what differs must be written (IIS configuration reference)."""

from __future__ import annotations

# Defaults of the IIS 10 schema for settings whose default changed between versions or that matter most. A schema
# default of the source that equals these needs no line in the image.
_SCHEMA = {
    "pool": {
        "managedRuntimeVersion": "",
        "managedPipelineMode": "Integrated",
        "enable32BitAppOnWin64": "false",
        "processModel.identityType": "ApplicationPoolIdentity",
    },
    "site": {"traceFailedRequestsLogging.maxLogFileSizeKB": "1024"},
    "application": {"enabledProtocols": "http"},
    "directory": {"logonMethod": "ClearText"},
}
# Settings that a stock applicationHost.config sets in its *Defaults elements: these override the schema, so a source
# value is always written.
_STOCK_EXPLICIT = {
    "pool": frozenset(
        {
            "managedRuntimeVersion",
            "processModel.identityType",
            "processModel.loadUserProfile",
            "processModel.setProfileEnvironment",
        }
    ),
    "site": frozenset({"logFile.logFormat", "logFile.directory", "traceFailedRequestsLogging.directory"}),
    "application": frozenset(),
    "directory": frozenset({"allowSubDirConfig"}),
}


def must_write(kind: str, name: str, value: str, origin: str) -> bool:
    """Whether a setting needs to be written to have its value in the image.

    Args:
        kind: ``pool``, ``site``, ``application`` or ``directory``.
        name: Dotted name.
        value: Effective value of the source.
        origin: Where the source has it from; see :class:`reberth.model.iis.Setting`.
    """
    if origin != "schema" or name in _STOCK_EXPLICIT[kind]:
        return True
    known = _SCHEMA[kind].get(name)
    return known is not None and known.lower() != value.lower()
