"""The sample server as a folder, with the logs that its sites wrote."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.support.sample import LOCATIONS, POOLS, SITES
from tests.support.servers import write_server

if TYPE_CHECKING:
    from pathlib import Path

FIELDS = (
    "#Software: Microsoft Internet Information Services 8.5\r\n#Version: 1.0\r\n#Date: 2015-09-01 00:00:00\r\n"
    "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer)"
    " sc-status sc-substatus sc-win32-status time-taken\r\n"
)
# Site id and port, path, and what the old server answered: the pages of the sample as they are.
STEADY = (
    *((1, 80, path, 200) for path in ("/", "/index.html", "/site.css", "/default.aspx", "/images/harbour.svg")),
    *((1, 80, path, 200) for path in ("/shop/", "/shop/default.aspx")),
    *((1, 443, path, 200) for path in ("/", "/site.css")),
    *((1, 80, path, 404) for path in ("/favicon.ico", "/shop/web.config", "/wp-login.php", "/shop/bin/Shop.dll")),
    *((2, 8080, path, 200) for path in ("/", "/default.aspx")),
    *((2, 8080, path, 404) for path in ("/robots.txt",)),
    *((3, 80, path, 200) for path in ("/", "/index.html")),
)


def write_sample_with_logs(root: Path, planted: dict[tuple[int, int, str], int], lines: int = 5000) -> Path:
    """Write the sample server's configuration and ``lines`` lines of log, half of them in an older file.

    Args:
        root: An empty folder.
        planted: Answers of the old server, by site id, port and path, that are not those of the sample.
        lines: How many requests, all sites together.
    """
    write_server(root, sites=SITES, pools=POOLS, locations=LOCATIONS)
    chance = random.Random(11)
    answers = {(site, port, path): status for site, port, path, status in STEADY} | planted
    # Each URL at least once, then as it comes; every twentieth line is none that may be sent again.
    asked = [*answers, *chance.choices(list(answers), k=lines - len(answers))]
    texts: dict[tuple[int, int], list[str]] = {}
    for number, key in enumerate(asked):
        site, port, path = key
        day = 1 + number * 2 // len(asked)
        method, user, status = "GET", "-", answers[key]
        if number >= len(answers) and number % 20 == 0:
            method, path, status = "POST", "/shop/order.aspx", 302
        elif number >= len(answers) and number % 20 == 1:
            user, status = "CORP\\jo", 500
        when = f"2015-09-{day:02d} {number // 3600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d}"
        line = f"{when} 10.0.0.1 {method} {path} - {port} {user} 10.0.0.9 Mozilla/5.0 - {status} 0 0 15"
        texts.setdefault((site, day), []).append(line)
    for (site, day), found in texts.items():
        folder = root / "inetpub" / "logs" / "LogFiles" / f"W3SVC{site}"
        folder.mkdir(parents=True, exist_ok=True)
        text = FIELDS + "\r\n".join(found) + "\r\n"
        (folder / f"u_ex1509{day:02d}.log").write_bytes(text.encode())
    return root
