"""TLS as the machine was set to it: SCHANNEL, strong cryptography of .NET; and http.sys with its certificates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.steps import data_of, setting_of, software_key, step_of
from reberth.artifacts.url_reservations import discover_reservations, fate_of
from reberth.model.evidence import Evidence
from reberth.model.plan import CarriedOver, Undecided
from reberth.model.system_records import HttpSysBinding, HttpSysReservation, HttpSysSetting, TlsSetting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.extras import RegistrySetting
    from reberth.model.plan import Outcome
    from reberth.registry.hive import Key

_NAME = "Tls"
_SCHANNEL = r"Control\SecurityProviders\SCHANNEL"
_IN_IMAGE = rf"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\{_SCHANNEL}"
_DOTNET = r"Microsoft\.NETFramework"
_DOTNET_VALUES = ("SchUseStrongCrypto", "SystemDefaultTlsVersions")
_HTTP = r"Services\HTTP\Parameters"
# Broken, or close to it: a new image does not get them back without being told to.
_WEAK_PROTOCOLS = re.compile(r"(?i)\\(multi-protocol|pct|ssl|tls 1\.[01])[^\\]*\\")
_WEAK_PARTS = re.compile(r"(?i)\\(null|des|rc2|rc4|triple des|md5)[^\\]*$")
# The only ones that today's callers speak.
_SOUND_PROTOCOLS = re.compile(r"(?i)\\tls 1\.[2-9][^\\]*\\")
_MOST = 500
# "Http.sys registry settings for Windows"; the driver belongs to the host where containers share its kernel.
_HTTP_VALUES = frozenset(
    {
        *("maxfieldlength", "maxrequestbytes", "urlsegmentmaxlength", "urlsegmentmaxcount", "allowrestrictedchars"),
        *("percentuallowed", "enablenonutf8", "favorutf8", "uribytecachesize", "maxconnections", "enablehttp2tls"),
        *("enablehttp2cleartext", "disableserverheader"),
    }
)


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """Values that somebody set; a machine at its defaults has next to none."""
    root = server.control(_SCHANNEL)
    for branch in ("Protocols", "Ciphers", "Hashes", "KeyExchangeAlgorithms"):
        top = root.subkey(branch) if root is not None else None
        for first in top.subkeys() if top is not None else ():
            for inner, path in [(first, f"{branch}\\{first.name}"), *_below(first, f"{branch}\\{first.name}")]:
                yield from _schannel(inner, path)
    for key, view in server.views(_DOTNET):
        for version in ("v2.0.50727", "v4.0.30319"):
            found = key.subkey(version)
            for name in _DOTNET_VALUES if found is not None else ():
                value = found.value(name) if found is not None else None
                data = data_of(value) if value is not None else None
                if found is not None and data is not None:
                    target = software_key(f"{_DOTNET}\\{version}", view)
                    place = (Evidence("registry", found.path, name),)
                    title = f".NET {version} {name} ({view}-bit)"
                    yield TlsSetting(kind=_NAME, name=title, key=target, value=data, evidence=place)
    yield from _addresses(server)
    yield from discover_reservations(server)


def _below(key: Key, path: str) -> list[tuple[Key, str]]:
    """Keys one level below: ``Server`` and ``Client``."""
    return [(item, f"{path}\\{item.name}") for item in key.subkeys()][:_MOST]


def _schannel(key: Key, path: str) -> Iterator[TlsSetting]:
    """Values of one key."""
    for value in key.values():
        data = data_of(value)
        if data is None or value.name.lower() not in {"enabled", "disabledbydefault"}:
            continue
        on = (value.integer or 0) != 0 if value.name.lower() == "enabled" else value.integer == 0
        weak = bool(_WEAK_PROTOCOLS.search(f"\\{path}\\") or _WEAK_PARTS.search(f"\\{path}"))
        sound = bool(_SOUND_PROTOCOLS.search(f"\\{path}\\"))
        yield TlsSetting(
            kind=_NAME,
            name=f"{path} {value.name}",
            key=f"{_IN_IMAGE}\\{path}",
            value=data,
            weakens=(on and weak) or (sound and not on),
            evidence=(Evidence("registry", key.path, value.name),),
        )


def _addresses(server: OfflineServer) -> Iterator[HttpSysBinding | HttpSysSetting]:
    """Settings of http.sys, and certificates by address.

    Newer systems keep those with a host name by a key of their own, and say the name inside.
    """
    parameters = server.control(_HTTP)
    for value in parameters.values() if parameters is not None else ():
        data = data_of(value) if value.name.lower() in _HTTP_VALUES else None
        if data is not None:
            place = (Evidence("registry", value.key, value.name),)
            yield HttpSysSetting(kind=_NAME, name=f"http.sys {value.name}", value=data, evidence=place)
    for branch in ("SslBindingInfo", "SslSniBindingInfo", "SslCcsBindingInfo"):
        key = server.control(f"{_HTTP}\\{branch}")
        for item in key.subkeys() if key is not None else ():
            digest = item.value("SslCertHash")
            yield HttpSysBinding(
                kind=_NAME,
                name=item.text("HostnamePort") or item.name,
                thumbprint=digest.data.hex().upper() if digest is not None else "",
                store=item.text("SslCertStoreName") or "My",
                evidence=(Evidence("registry", item.path, "SslCertHash"),),
            )


def plan(records: Sequence[ArtifactRecord], planning: Planning) -> Parts:
    """Settings are carried, save those that weaken the image; a certificate must come as a PFX."""
    outcomes: list[Outcome] = []
    settings: list[RegistrySetting] = []
    for record in records:
        if isinstance(record, TlsSetting):
            if record.weakens and not planning.chosen(record):
                params: dict[str, str | int] = {"name": record.name}
                sound = bool(_SOUND_PROTOCOLS.search(f"\\{record.name}"))
                code = "artifact.tls-sound-off" if sound else "artifact.tls-weakens"
                outcomes.append(Undecided("TLS", record.name, code, params, record.evidence))
                continue
            settings.append(setting_of(step_of(record), record.key, record.value, record.evidence))
            outcomes.append(CarriedOver("TLS", record.name, (step_of(record),), record.evidence))
        elif isinstance(record, HttpSysBinding):
            told: dict[str, str | int] = {"name": record.name, "thumbprint": record.thumbprint or "?"}
            outcomes.append(Undecided("TLS address", record.name, "artifact.http-sys", told, record.evidence))
        elif isinstance(record, HttpSysSetting):
            limit: dict[str, str | int] = {"name": record.value.name, "value": record.value.value}
            outcomes.append(Undecided("http.sys", record.name, "artifact.http-sys-setting", limit, record.evidence))
        elif isinstance(record, HttpSysReservation):
            outcomes.append(fate_of(record))
    return Parts(outcomes=tuple(outcomes), settings=tuple(settings))


KIND = Kind(_NAME, "artifact.kind-tls", discover, plan)
