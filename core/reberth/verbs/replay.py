"""Old against new: does the container answer what the old server's logs say?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from reberth.containers.engine import connect
from reberth.containers.labels import PROBES
from reberth.containers.naming import running_container
from reberth.containers.old_requests import OldRequests
from reberth.containers.replay import Endpoint, replay
from reberth.containers.running import address_of, published
from reberth.iis.reader import read_iis
from reberth.model.engine import Probe
from reberth.model.errors import ReberthError
from reberth.model.trial_requests import ReplayResult
from reberth.verbs.old_logs import log_folders, read_logs
from reberth.verbs.taking import open_paths
from reberth.windows.server import read_windows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.events import Emit
    from reberth.model.iis import IisConfiguration
    from reberth.model.trial_requests import Difference, ReplayRequest
    from reberth.verbs.old_logs import LogsRead


def replay_logs(request: ReplayRequest, emit: Emit) -> ReplayResult:
    """Send the GETs of the old server's logs to a container. Nothing but GETs is ever sent.

    Raises:
        ReberthError: As :func:`reberth.verbs.scan.scan`; ``engine.*``; ``selection.no-such-site``;
            ``engine.no-container``, ``trial.not-running``, ``trial.no-logs``, ``trial.no-answer``.
    """
    with connect(request.endpoint) as engine, open_paths(request.paths, request.wim_image) as volumes:
        container = running_container(engine.api, request.container)
        windows = read_windows(volumes, dict(request.letters))
        iis, _ = read_iis(volumes, windows)
        if iis is None:
            raise ReberthError("iis.not-installed", product=windows.product_name or "Windows")
        ports = published(engine.api, request.container)
        probes = [item for item in _probes(container, iis) if item.port in ports]
        old = OldRequests(_of_sites(probes, iis, request.sites))
        logs = read_logs(volumes, windows, iis, old.add, emit)
        if not logs.files:
            folders = ", ".join(item.path for item in log_folders(iis, windows)[:5])
            raise ReberthError("trial.no-logs", folders=folders or "-")
        chosen = old.chosen(request.limit)
        found = replay(chosen, Endpoint(address_of(engine.endpoint), ports), emit)
    return _result(old, logs, len(chosen), found)


def _result(old: OldRequests, logs: LogsRead, asked: int, found: tuple[Difference, ...]) -> ReplayResult:
    """All figures together."""
    return ReplayResult(
        files=logs.files,
        lines=logs.lines,
        unreadable=logs.unreadable,
        gets=old.gets,
        others=old.others,
        signed_in=old.signed_in,
        unreachable=old.unreachable,
        beyond=old.beyond,
        distinct=old.distinct,
        asked=asked,
        differences=found,
    )


def _probes(container: dict[str, Any], iis: IisConfiguration) -> Iterable[Probe]:
    """The bindings that the container has: from its label, else those of the old server."""
    label = (container["Config"].get("Labels") or {}).get(PROBES, "")
    if label:
        try:
            return msgspec.json.decode(label, type=tuple[Probe, ...])
        except msgspec.DecodeError as error:
            raise ReberthError("trial.label-broken", label=PROBES) from error
    return [
        Probe(site.name, "https" if item.protocol == "https" else "http", item.port, item.host.replace("*", "any"))
        for site in iis.sites
        for item in site.bindings
        if item.protocol in {"http", "https"} and item.port
    ]


def _of_sites(probes: list[Probe], iis: IisConfiguration, wanted: tuple[str, ...]) -> list[Probe]:
    """Only the bindings of the sites asked for."""
    names = {name.lower() for name in wanted}
    known = {site.name.lower() for site in iis.sites}
    for name in wanted:
        if name.lower() not in known:
            sites = ", ".join(site.name for site in iis.sites)
            raise ReberthError("selection.no-such-site", wanted=name, close="-", known=sites or "-")
    return [item for item in probes if not names or item.site.lower() in names]
