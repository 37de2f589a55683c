"""Signatures, where a certificate is given: nothing is signed without, and the build says so.

REBERTH_CERTIFICATE is a PKCS#12 file, REBERTH_CERTIFICATE_PASSWORD_FILE a file with its password (never the password
itself, which would be seen in the list of processes), REBERTH_TIMESTAMP the address of a time-stamping service.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_ABOUT = ("-n", "Reberth", "-h", "sha256")


def sign(files: list[Path]) -> bool:
    """Sign programs and installers in place; False, and a word about it, without a certificate.

    Raises:
        SystemExit: When there is a certificate and signing fails.
    """
    certificate = os.environ.get("REBERTH_CERTIFICATE", "")
    if not certificate:
        print(f"Not signed, for no certificate is given: {', '.join(file.name for file in files)}", flush=True)
        return False
    tool = shutil.which("osslsigncode")
    if not tool:
        sys.exit("osslsigncode is missing, and a certificate is given.")
    password = os.environ.get("REBERTH_CERTIFICATE_PASSWORD_FILE", "")
    stamp = os.environ.get("REBERTH_TIMESTAMP", "")
    for file in files:
        signed = file.with_name(f"{file.name}.signed")
        options = [*_ABOUT, *(("-readpass", password) if password else ()), *(("-ts", stamp) if stamp else ())]
        command = (tool, "sign", "-pkcs12", certificate, *options, "-in", str(file), "-out", str(signed))
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode:
            sys.exit(f"{file.name} could not be signed:\n{done.stdout}")
        signed.replace(file)
    return True
