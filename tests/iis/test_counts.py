"""Nothing is overlooked: our counts are those of a reader that knows nothing of ours."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.support.corpus import needs_corpus
from tests.support.iis_samples import EVERY, Sample, corpus_samples, own_sample, own_samples, read

if TYPE_CHECKING:
    from reberth.model.iis import IisConfiguration

_KINDS = ("site", "application", "virtualDirectory", "binding", "pool")
# Second ones of a name, which IIS refuses; told in findings.
_TWICE = {"14-incomplete-iis75": Counter(site=1, application=1, virtualDirectory=1, binding=1, pool=1)}


def text_of(data: bytes) -> str:
    """The document as text, by its first bytes alone."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16")
    declared = re.match(rb'[^>]*encoding="([^"]+)"', data)
    return data.decode("utf-8-sig" if declared is None or declared[1].upper() == b"UTF-8" else declared[1].decode())


def counted_by_tree(data: bytes) -> Counter[str]:
    """Elements below system.applicationHost in the standard library's tree."""
    text = re.sub(r"^<\?xml[^>]*>", "", text_of(data).lstrip("\ufeff"))
    root = ET.fromstring(text)  # noqa: S314 - our own files and the corpus
    count: Counter[str] = Counter()
    for sites in root.iter("sites"):
        for kind in ("site", "application", "virtualDirectory", "binding"):
            count[kind] += sum(1 for _ in sites.iter(kind))
    for pools in root.iter("applicationPools"):
        count["pool"] += len(pools.findall("add"))
    return count


def counted_by_pattern(data: bytes) -> Counter[str]:
    """Start tags in the text, comments taken out; element names of sites occur nowhere else."""
    text = re.sub(r"<!--.*?-->", "", text_of(data), flags=re.DOTALL)
    sites = "".join(re.findall(r"<sites>.*?</sites>", text, re.DOTALL))
    pools = "".join(re.findall(r"<applicationPools>.*?</applicationPools>", text, re.DOTALL))
    pools = re.sub(
        r"<environmentVariables>.*?</environmentVariables>|<schedule>.*?</schedule>", "", pools, flags=re.DOTALL
    )
    count = Counter({kind: len(re.findall(rf"<{kind}[\s/>]", sites)) for kind in _KINDS if kind != "pool"})
    count["pool"] = len(re.findall(r"<add\s+name=", pools))
    return count


def counted_by_us(iis: IisConfiguration) -> Counter[str]:
    applications = [item for site in iis.sites for item in site.applications]
    return Counter(
        site=len(iis.sites),
        application=len(applications),
        virtualDirectory=sum(len(item.virtual_directories) for item in applications),
        binding=sum(len(site.bindings) for site in iis.sites),
        pool=len(iis.pools),
    )


@pytest.mark.parametrize("item", EVERY)
def test_counts_are_those_of_other_readers(item: Sample) -> None:
    ours = counted_by_us(read(item)[0]) + _TWICE.get(item.name, Counter())
    assert ours == +counted_by_tree(item.host)
    assert ours == +counted_by_pattern(item.host)


def test_names_in_order_are_those_of_another_reader() -> None:
    for item in own_samples():
        text = re.sub(r"^<\?xml[^>]*>", "", text_of(item.host).lstrip("\ufeff"))
        root = ET.fromstring(text)  # noqa: S314
        names = [node.get("name") for node in root.iterfind("system.applicationHost/sites/site")]
        ours = [site.name for site in read(item)[0].sites]
        assert ours == names[: len(ours)], item.name
        assert len(names) - len(ours) == _TWICE.get(item.name, Counter())["site"]


def test_the_counts_are_the_known_ones() -> None:
    many = counted_by_us(read(own_sample(13))[0])
    assert many == Counter(site=200, application=200, virtualDirectory=200, binding=200, pool=20)
    assert counted_by_us(read(own_sample(5))[0]) == Counter(
        site=2, application=2, virtualDirectory=2, binding=16, pool=2
    )


def test_the_other_readers_notice_what_is_missing() -> None:
    item = own_sample(2)
    fewer = item.host.replace(b'<virtualDirectory path="/images" physicalPath="D:\\pictures" />', b"")
    assert counted_by_tree(item.host) - counted_by_tree(fewer) == Counter(virtualDirectory=1)
    assert counted_by_pattern(item.host) - counted_by_pattern(fewer) == Counter(virtualDirectory=1)


@needs_corpus
def test_the_corpus_is_all_there() -> None:
    assert len(corpus_samples()) == 12
    assert sum(counted_by_us(read(item)[0])["site"] for item in corpus_samples()) >= 18
