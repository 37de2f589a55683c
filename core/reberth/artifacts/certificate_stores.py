"""Certificates of the machine: public roots and intermediates are carried, private keys never."""

from __future__ import annotations

import base64
import hashlib
import struct
from typing import TYPE_CHECKING

from reberth.artifacts.der import read_names
from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.steps import step_of
from reberth.model.evidence import Evidence
from reberth.model.extras import CarriedText, SetupAction
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.model.system_records import StoredCertificate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.plan import Outcome

_NAME = "CertificateStores"
_STORES = r"Microsoft\SystemCertificates"
# Group policy and Active Directory fill stores of their own.
_MORE_STORES = (r"Policies\Microsoft\SystemCertificates", r"Microsoft\EnterpriseCertificates")
_PUBLIC = ("Root", "CA", "TrustedPeople", "TrustedPublisher")
_OWN = ("My", "WebHosting")
# Properties of a stored certificate ([MS-GPEF] 2.2.1.1.1.1): key provider, key context, the certificate itself.
_KEY_PROVIDER, _CERTIFICATE = 2, 32
_MOST = 2_000
_MOST_BLOB = 64 << 10
# Every Windows has these families of roots and intermediates.
_OF_WINDOWS = (
    *("microsoft", "ncipher", "verisign time", "verisign trust network", "thawte timestamping"),
    *("symantec enterprise mobile", "no liab", "root agency"),
)


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """Certificates of the machine's stores, and of those that group policy filled."""
    seen: set[str] = set()
    for base in (_STORES, *_MORE_STORES):
        for store in (*_PUBLIC, *_OWN):
            key = server.software(f"{base}\\{store}\\Certificates")
            for number, item in enumerate(key.subkeys() if key is not None else ()):
                value = item.value("Blob")
                name = f"{store}/{item.name.upper()}"
                if number < _MOST and value is not None and len(value.data) <= _MOST_BLOB and name not in seen:
                    seen.add(name)
                    yield _certificate(store, item.name.upper(), value.data, item.path)


def _certificate(store: str, thumbprint: str, blob: bytes, place: str) -> StoredCertificate:
    """A certificate from its registry value."""
    properties = dict(_properties(blob))
    data = properties.get(_CERTIFICATE, b"")
    names = read_names(data)
    evidence = [Evidence("registry", place, "Blob")]
    # What does not hash to its own name is not what the store says it is.
    genuine = hashlib.sha1(data, usedforsecurity=False).hexdigest().upper() == thumbprint
    return StoredCertificate(
        kind=_NAME,
        name=f"{store}/{thumbprint}",
        store=store,
        thumbprint=thumbprint,
        subject=names.subject,
        issuer=names.issuer,
        expires=names.expires,
        private_key=_KEY_PROVIDER in properties,
        pem=tuple(_pem(data)) if store in _PUBLIC and genuine else (),
        evidence=tuple(evidence),
    )


def _properties(blob: bytes) -> Iterator[tuple[int, bytes]]:
    """Properties of a blob: id, a reserved number, length, bytes, each number of 4 bytes."""
    place = 0
    while place + 12 <= len(blob):
        number, _, length = struct.unpack_from("<III", blob, place)
        if place + 12 + length > len(blob):
            return
        yield number, blob[place + 12 : place + 12 + length]
        place += 12 + length


def _pem(data: bytes) -> Iterator[str]:
    """The certificate in the form that certutil reads (RFC 7468)."""
    text = base64.b64encode(data).decode("ascii")
    yield "-----BEGIN CERTIFICATE-----"
    yield from (text[place : place + 64] for place in range(0, len(text), 64))
    yield "-----END CERTIFICATE-----"


def plan(records: Sequence[ArtifactRecord], _: Planning) -> Parts:
    """Public certificates that Windows does not have anyway are added; of others the fate is told."""
    outcomes: list[Outcome] = []
    texts: list[CarriedText] = []
    actions: list[SetupAction] = []
    for record in records:
        if not isinstance(record, StoredCertificate):
            continue
        title = record.subject or record.name
        params: dict[str, str | int] = {"name": title, "expires": record.expires or "?", "store": record.store}
        if record.store in _OWN and record.private_key:
            outcomes.append(Undecided("certificate", record.name, "artifact.certificate-key", params, record.evidence))
        elif record.store in _OWN:
            outcomes.append(LeftOut("certificate", record.name, "artifact.certificate-bare", params, record.evidence))
        elif not record.pem:
            outcomes.append(LeftOut("certificate", record.name, "artifact.certificate-broken", params, record.evidence))
        elif title.lower().startswith(_OF_WINDOWS):
            code = "artifact.certificate-of-windows"
            outcomes.append(LeftOut("certificate", record.name, code, params, record.evidence))
        else:
            step = step_of(record)
            name = f"artifacts/certificates/{record.store}-{record.thumbprint}.cer"
            texts.append(CarriedText(step, name, record.pem, record.evidence))
            attributes = (("store", record.store), ("file", name.replace("/", "\\")))
            actions.append(SetupAction(step, "certificate", attributes, record.evidence))
            outcomes.append(CarriedOver("certificate", record.name, (step,), record.evidence))
    return Parts(outcomes=tuple(outcomes), texts=tuple(texts), actions=tuple(actions))


KIND = Kind(_NAME, "artifact.kind-certificate-stores", discover, plan)
