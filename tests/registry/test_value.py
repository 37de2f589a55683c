"""What a value means, whatever a hostile or careless writer put into it."""

from __future__ import annotations

import pytest

from reberth.registry.value import (
    BINARY,
    DWORD,
    DWORD_BIG_ENDIAN,
    MULTI_SZ,
    QWORD,
    SZ,
    RegistryValue,
    whole_number,
)


def value(kind: int, data: bytes | str) -> RegistryValue:
    return RegistryValue("SYSTEM", "v", kind, data if isinstance(data, bytes) else data.encode("utf-16-le"))


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        (DWORD, b"\1\2\0\0", 0x201),
        (DWORD, b"\1", 1),
        (DWORD, b"\1\0\0\0" + b"\xff" * 9000, 1),
        (DWORD, b"", None),
        (DWORD_BIG_ENDIAN, b"\0\0\2\1" + b"\xff" * 9000, 0x201),
        (QWORD, b"\xff" * 9000, 2**64 - 1),
        (QWORD, b"\1\0\0\0", 1),
        (SZ, " 1252\0", 1252),
        (SZ, "9" * 5000, None),
        (SZ, "²", None),
        (SZ, "٣", None),
        (SZ, "-1", None),
        (MULTI_SZ, "1\0\0", None),
        (BINARY, b"\1\0\0\0", None),
    ],
)
def test_numbers(kind: int, data: bytes | str, expected: int | None) -> None:
    assert value(kind, data).integer == expected


def test_text_up_to_its_end_and_lists() -> None:
    assert value(SZ, "abc\0rest").text == "abc"
    assert value(SZ, "abc".encode("utf-16-le") + b"\xe4").text == "abc"
    assert value(SZ, b"\x00\xd8a\0").text == "�a"
    assert value(DWORD, b"\7\0\0\0").text == "7"
    assert value(MULTI_SZ, "a\0b\0\0").strings == ("a", "b")
    assert value(BINARY, b"ab").strings == ()


def test_text_that_is_a_number_of_any_setting() -> None:
    assert [whole_number(text) for text in ("20348", "", "0x1", "9" * 18, "9" * 19)] == [
        20348,
        None,
        None,
        10**18 - 1,
        None,
    ]
