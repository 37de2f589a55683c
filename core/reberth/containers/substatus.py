"""What IIS means by a status with its substatus and error code.

Numbers as in Microsoft's "HTTP status codes in IIS" and, for 500.30 and up, "Troubleshoot ASP.NET Core on IIS".
"""

from __future__ import annotations

# 500.19 has as many causes as there are error codes.
_CONFIGURATION = {
    0x80070021: "trial.section-locked",
    0x8007000D: "trial.section-unknown",
    0x80070005: "trial.configuration-unreadable",
    0x800700B7: "trial.duplicate-entry",
    0x8007007E: "trial.module-file-missing",
    0x800700C1: "trial.module-wrong-bitness",
    0x800700AA: "trial.module-file-missing",
    0x80070003: "trial.content-missing",
    0x80070002: "trial.content-missing",
    0x8007052E: "trial.directory-account",
    0x8009000F: "trial.configuration-encrypted",
    0x80090005: "trial.configuration-encrypted",
    0x80090016: "trial.configuration-encrypted",
}
_BY_SUBSTATUS = {
    (400, 0): "trial.bad-request",
    (401, 1): "trial.sign-in-failed",
    (401, 2): "trial.needs-sign-in",
    (401, 3): "trial.no-right-on-file",
    (401, 4): "trial.filter-refused",
    (401, 5): "trial.filter-refused",
    (403, 1): "trial.no-execute-right",
    (403, 2): "trial.no-right-on-file",
    (403, 3): "trial.no-right-on-file",
    (403, 4): "trial.tls-required",
    (403, 6): "trial.address-refused",
    (403, 7): "trial.client-certificate",
    (403, 13): "trial.client-certificate",
    (403, 14): "trial.no-default-document",
    (403, 16): "trial.client-certificate",
    (403, 17): "trial.client-certificate",
    (403, 18): "trial.pool-boundary",
    (403, 501): "trial.address-refused",
    (403, 502): "trial.address-refused",
    (403, 503): "trial.address-refused",
    (404, 0): "trial.not-found",
    (404, 2): "trial.extension-not-allowed",
    (404, 3): "trial.no-mime-type",
    (404, 4): "trial.no-handler",
    (404, 5): "trial.request-filtered",
    (404, 6): "trial.request-filtered",
    (404, 7): "trial.request-filtered",
    (404, 8): "trial.request-filtered",
    (404, 9): "trial.not-found",
    (404, 10): "trial.request-filtered",
    (404, 11): "trial.request-filtered",
    (404, 12): "trial.request-filtered",
    (404, 13): "trial.request-filtered",
    (404, 14): "trial.request-filtered",
    (404, 15): "trial.request-filtered",
    (404, 17): "trial.no-handler",
    (404, 18): "trial.request-filtered",
    (404, 19): "trial.request-filtered",
    (405, 0): "trial.verb-refused",
    (500, 0): "trial.application-error",
    (500, 13): "trial.too-busy",
    (500, 21): "trial.handler-module-missing",
    (500, 22): "trial.classic-settings",
    (500, 23): "trial.classic-settings",
    (500, 24): "trial.classic-settings",
    (500, 30): "trial.core-start-failed",
    (500, 31): "trial.core-runtime-missing",
    (500, 32): "trial.core-wrong-bitness",
    (500, 33): "trial.core-runtime-missing",
    (500, 34): "trial.core-pool-shared",
    (500, 35): "trial.core-pool-shared",
    (500, 36): "trial.core-runtime-missing",
    (500, 37): "trial.core-start-slow",
    (500, 38): "trial.core-program-missing",
    (500, 50): "trial.rewrite-failed",
    (500, 51): "trial.rewrite-failed",
    (500, 52): "trial.rewrite-failed",
    (500, 53): "trial.rewrite-failed",
    (500, 100): "trial.asp-error",
    (502, 3): "trial.behind-no-answer",
    (502, 5): "trial.core-start-failed",
    (503, 0): "trial.service-unavailable",
    (503, 2): "trial.too-busy",
}
_BY_STATUS = {
    400: "trial.bad-request",
    401: "trial.needs-sign-in",
    403: "trial.forbidden",
    404: "trial.not-found",
    405: "trial.verb-refused",
    500: "trial.application-error",
    502: "trial.behind-no-answer",
    503: "trial.service-unavailable",
}


def code_of(status: int, substatus: int = 0, error: int = 0) -> str:
    """The catalogue code for an answer.

    Args:
        status: HTTP status, 400 to 599.
        substatus: IIS's substatus, 0 for none or unknown.
        error: HRESULT or Win32 code that goes with it, 0 for none.
    """
    if (status, substatus) == (500, 19):
        return _CONFIGURATION.get(as_hresult(error), "trial.configuration-invalid")
    known = _BY_SUBSTATUS.get((status, substatus)) or _BY_STATUS.get(status)
    return known or ("trial.client-error" if status < 500 else "trial.server-error")


def as_hresult(error: int) -> int:
    """A Win32 code as the HRESULT that pages show for it ([MS-ERREF] 2.1.2, facility 7); 0 stays 0."""
    return 0x80070000 | error if 0 < error < 0x10000 else error & 0xFFFFFFFF
