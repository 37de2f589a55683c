r"""Our own compact schema, for a disk whose ``inetsrv\config\schema`` is missing."""

from __future__ import annotations

from importlib.resources import files

from reberth.iis.document import parse_document
from reberth.iis.schema import IisSchema

# What changed between versions (IIS configuration reference, applicationPools and processModel).
_BY_VERSION: dict[str, dict[str, str]] = {
    "7.0": {"runtime": "v2.0", "identity": "NetworkService"},
    "7.5": {"runtime": "v2.0", "identity": "ApplicationPoolIdentity"},
}
_MODERN = {"runtime": "", "identity": "ApplicationPoolIdentity"}


def fallback_schema(version: str) -> IisSchema:
    """The schema as IIS ``version`` has it, as far as Reberth carries sections."""
    return IisSchema([parse_document(fallback_schema_text(version), "reberth:schema.xml")])


def fallback_schema_text(version: str) -> bytes:
    """The same as a document, for making disks."""
    text = (files("reberth_resources") / "iis" / "schema.xml").read_text(encoding="utf-8")
    for name, value in _BY_VERSION.get(version, _MODERN).items():
        text = text.replace(f"{{{name}}}", value)
    return text.encode()
