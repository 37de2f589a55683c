"""What an installed program is to a container: by its name and publisher, told apart by families that are known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reberth.model.artifact_records import ProgramClass

_UPDATE = re.compile(
    r"(?i)\b(hotfix|security update|update for|update rollup|service pack \d|(language|sprach)\s*pack)\b|\(KB\d{6,}\)"
)
# Serves the machine that was: its hypervisor, its backup, its watchers, its hardware.
_HOST = re.compile(
    r"(?i)\b(vmware tools|hyper-v|integration services|xen(server)?\b.*tools|virtio|qemu guest"
    r"|virtualbox guest|citrix"
    r"|antivirus|anti-virus|antimalware|endpoint (protection|security)|security client|defender"
    r"|mcafee|symantec|sophos"
    r"|trend micro|kaspersky|crowdstrike|eset|backup|veeam|networker|netbackup|commvault|tivoli|arcserve|acronis"
    r"|monitoring agent|operations manager|configuration manager client|nagios|nsclient|zabbix|splunk\w* ?forwarder"
    r"|snare|new relic|dynatrace|datadog|qualys|tanium|nessus|altiris|lansweeper|ocs inventory|teamviewer|vnc"
    r"|insight (management|diagnostics|agents)|proliant|smart storage|array configuration|openmanage|raid"
    r"|network (driver|adapter)|chipset|display driver|intel\(r\)|broadcom|ups monitor|powerchute"
    r"|azure (connected machine|vm) agent"
    r"|amazon ssm|ec2config|ec2launch|guest additions)\b"
)
# An application may stand on it.
_RUNTIME = re.compile(
    r"(?i)(?<!\w)(visual c\+\+|redistributable|\.net (framework|core|runtime)|asp\.net|windows server hosting|java\b"
    r"|jre\b|jdk\b"
    r"|openjdk|j2se|node\.js|python \d|perl\b|php\b|ruby \d|odbc driver|ole ?db|native client|oracle (client"
    r"|data access|instant)|odac|db2 .*driver|mysql connector|connector[/ ](odbc|net)|sqlncli"
    r"|system clr types|management objects"
    r"|crystal reports .*(runtime|engine)|report viewer|reportviewer|access database engine|msxml"
    r"|silverlight|web deploy"
    r"|url rewrite|application request routing|iis |cors module|web farm framework|external cache|express runtime"
    r"|xml parser|visual j#|vb6|mvc \d|web pages|chart controls|ajax|ghostscript|imagemagick|wkhtmltopdf"
    r"|openssl|localdb|data provider|odp\.net|visual studio .*(tools|runtime)"
    r"|web platform installer|extensions \d\.\d)"
)


def classify(title: str, publisher: str, *, update: bool) -> ProgramClass:
    """The class of a program.

    Args:
        title: Display name.
        publisher: Publisher, "" where none is given.
        update: Whether its registration says that it updates another program.
    """
    if update or _UPDATE.search(title):
        return "update"
    if _HOST.search(title) or _HOST.search(publisher):
        return "host-agent"
    return "runtime" if _RUNTIME.search(title) else "application"
