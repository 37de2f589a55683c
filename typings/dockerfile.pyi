from typing import NamedTuple

class Command(NamedTuple):
    cmd: str
    sub_cmd: str | None
    json: bool
    original: str
    start_line: int
    end_line: int
    flags: tuple[str, ...]
    value: tuple[str, ...]
    heredocs: tuple[object, ...]

class GoParseError(Exception): ...
class GoIOError(Exception): ...

def parse_string(text: str) -> tuple[Command, ...]: ...
def parse_file(path: str) -> tuple[Command, ...]: ...
def all_cmds() -> tuple[str, ...]: ...
