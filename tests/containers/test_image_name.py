from __future__ import annotations

import re

import pytest
from docker.utils.build import match_tag
from hypothesis import example, given
from hypothesis import strategies as st

from reberth.containers.image_name import is_image_name


@pytest.mark.parametrize("tag", ["web01-web", "reg.example:5000/team/shop:1.2", "a/b__c--d:latest", "a" * 255 + ":Tag"])
def test_names_of_images(tag: str) -> None:
    assert is_image_name(tag)


@pytest.mark.parametrize(
    "tag", ["", "Shop", "a b", "a:", ":1", "a//b", "-a", "a:1:2", "a\n", "UPPER.example/x", "a" * 256, "\u0661"]
)
def test_no_names_of_images(tag: str) -> None:
    assert not is_image_name(tag)


@given(st.text(st.sampled_from("aB1._-:/ "), max_size=12))
@example("reg:5000/a:1")
def test_docker_s_client_refuses_the_same_but_for_a_port_without_a_path(text: str) -> None:
    """With ``a:1:2`` it asks the engine, which knows better."""
    assert is_image_name(text) == (match_tag(text) and re.fullmatch(r"[^/]*:[^/]*:[^/]*", text) is None)
