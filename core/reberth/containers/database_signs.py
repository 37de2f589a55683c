"""Telling a database that cannot be reached from an IIS or application that is broken.

The texts are those of SQL Server's, Oracle's, MySQL's and PostgreSQL's clients; base images are English, yet numbers
and provider names are preferred to sentences where a client gives any.
"""

from __future__ import annotations

import re

_UNREACHABLE = re.compile(
    r"""
    network-related\ or\ instance-specific\ error
  | \(provider:\ [^)]{1,60},\ error:\ (?:0|26|28|40|50)\ -      # SqlClient: not found, not reachable, no LocalDB
  | Error\ Locating\ Server/Instance\ Specified
  | \[DBNETLIB\]\[ConnectionOpen                                   # ADO and OLE DB of classic ASP
  | SQL\ Server\ does\ not\ exist\ or\ access\ denied
  | \[08001\]                                                      # ODBC: client unable to establish connection
  | TCP\ Provider:\ (?:No\ connection\ could\ be\ made|A\ connection\ attempt\ failed|No\ such\ host)
  | ORA-(?:12154|12170|12203|12505|12514|12537|12541|12543|12545)
  | Unable\ to\ connect\ to\ any\ of\ the\ specified\ MySQL\ hosts
  | NpgsqlException[^\n]{0,40}Failed\ to\ connect
  | MongoDB\.Driver\.MongoConnectionException
    """,
    re.VERBOSE | re.IGNORECASE,
)
_REFUSED = re.compile(
    r"""
    Login\ failed\ for\ user | \b18456\b | \[28000\] | ORA-01017 | ORA-28000
  | Access\ denied\ for\ user\ '[^']{0,100}'@ | password\ authentication\ failed\ for\ user
  | Cannot\ open\ database\ "[^"]{0,128}"\ requested\ by\ the\ login
  | Cannot\ generate\ SSPI\ context | The\ target\ principal\ name\ is\ incorrect
    """,
    re.VERBOSE | re.IGNORECASE,
)


def database_trouble(text: str) -> str:
    """The catalogue code for trouble with a database that a text speaks of, "" for none.

    Args:
        text: An error page, an event's message.
    """
    # A refused login proves that the server is reachable, whatever else stands there.
    if _REFUSED.search(text):
        return "trial.database-refused"
    return "trial.database-unreachable" if _UNREACHABLE.search(text) else ""
