"""Every rule, one line each, in the order of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.readiness.authentication import integrated_security, schemes
from reberth.readiness.bindings import (
    addresses_dropped,
    central_certificate_store,
    host_names_only,
    several_certificates,
    without_bindings,
)
from reberth.readiness.capacity import large_content
from reberth.readiness.identities import local_system, one_pool_gets_variables
from reberth.readiness.keys import encrypted_sections, machine_key
from reberth.readiness.leading_out import names_outside, paths_outside
from reberth.readiness.libraries import installed_products
from reberth.readiness.locale import code_page, time_zone
from reberth.readiness.runtime import dotnet35, logs_in_files, old_server, thirty_two_bits
from reberth.readiness.sessions_and_state import sessions, written_folders
from reberth.readiness.support_lifecycle import base_image_updates
from reberth.readiness.tls_in_front import plain_behind_tls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reberth.model.finding import Finding
    from reberth.readiness.chosen import Chosen

    Rule = Callable[[Chosen], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    installed_products,
    schemes,
    integrated_security,
    encrypted_sections,
    machine_key,
    plain_behind_tls,
    without_bindings,
    several_certificates,
    central_certificate_store,
    names_outside,
    paths_outside,
    sessions,
    written_folders,
    large_content,
    base_image_updates,
    old_server,
    dotnet35,
    thirty_two_bits,
    local_system,
    one_pool_gets_variables,
    addresses_dropped,
    host_names_only,
    logs_in_files,
    time_zone,
    code_page,
)
