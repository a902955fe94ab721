"""Opening downloaded workbooks: what is none is named, sizes are bounded, names are compared as the format does."""

import zipfile

import pytest

from loaders.demo.others._workbooks import plain_cache, write_workbook
from loaders.formats.pivotcache import caches
from loaders.formats.workbook import MAX_WHOLE_PART_BYTES, opened, prolog
from loaders.ground.errors import SourceChanged, SourceError
from tests.loaders.formats.workbook_parts import DEFINITION, edited, replaced


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><html><body>Sidan finns inte</body></html>", "is an HTML page"),
        (b"<html lang='sv'>", "is an HTML page"),
        (b'<?xml version="1.0"?><!-- x --><html xmlns="http://www.w3.org/1999/xhtml">', "is an HTML page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old .xls or a password-protected workbook"),
        (b"PERIOD;LAN;INSAL\n", "is not an xlsx workbook"),
        (b"PK\x05\x06" + bytes(18), "is not an xlsx workbook"),
    ],
)
def test_what_is_no_workbook_is_named(tmp_path, content, told):
    path = tmp_path / "web-sok-lan-kom-2026-08.xlsx"
    path.write_bytes(content)
    with pytest.raises(SourceChanged, match=r"web-sok-lan-kom-2026-08\.xlsx") as caught, opened(path):
        pass
    assert told in str(caught.value)


def made(path):
    return write_workbook(path / "af.xlsx", [plain_cache(("PERIOD",), [("2026-08",)])])


def test_declared_sizes_are_bounded(tmp_path):
    with (
        opened(made(tmp_path)) as package,
        pytest.raises(SourceChanged, match="more than the 10 allowed"),
        package.part(DEFINITION, limit=10),
    ):
        pass
    bomb = edited(made(tmp_path), DEFINITION, lambda body: body + bytes(MAX_WHOLE_PART_BYTES))
    assert bomb.stat().st_size < 100_000
    with pytest.raises(SourceChanged, match="would unpack to"):
        caches(bomb)


def test_a_size_that_was_declared_too_small_is_damage(tmp_path):
    path = made(tmp_path)
    body = path.read_bytes()
    with zipfile.ZipFile(path) as file:
        size = file.getinfo(DEFINITION).file_size
    at = body.rindex(size.to_bytes(4, "little"))
    path.write_bytes(body[:at] + (size - 50).to_bytes(4, "little") + body[at + 4 :])
    with pytest.raises(SourceError, match="damaged or cut off"):
        caches(path)


def test_a_workbook_that_lost_bytes_in_its_middle_is_damage(tmp_path):
    path = made(tmp_path)
    body = path.read_bytes()
    path.write_bytes(body[:30] + body[30 + len(body) // 2 :])
    with pytest.raises(SourceError, match=r"af\.xlsx is damaged or cut off"):
        caches(path)


def test_an_encoding_nobody_knows_is_named(tmp_path):
    odd = replaced(made(tmp_path), DEFINITION, 'encoding="UTF-8"', 'encoding="UT0-8"')
    with pytest.raises(SourceChanged, match=r"not well-formed XML \(unknown encoding"):
        caches(odd)


def test_encrypted_parts_are_refused(tmp_path):
    path = made(tmp_path)
    body = bytearray(path.read_bytes())
    at = body.index(b"PK\x01\x02")
    while at >= 0:
        body[at + 8] |= 1
        at = body.find(b"PK\x01\x02", at + 4)
    path.write_bytes(bytes(body))
    with pytest.raises(SourceChanged, match="cannot be unpacked"):
        caches(path)


def test_part_names_are_compared_without_case_and_slash_direction(tmp_path):
    path = made(tmp_path)
    target = tmp_path / "dotnet.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as out:
        for name in source.namelist():
            info = zipfile.ZipInfo("x")
            info.filename = name.replace("/", "\\").replace("pivotCache\\", "PivotCache\\")
            out.writestr(info, source.read(name))
    assert [(one.fields, one.saved) for one in caches(target)] == [(("PERIOD",), True)]


def test_too_many_parts_are_refused(tmp_path):
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        for number in range(10_001):
            file.writestr(f"{number}", b"")
    with pytest.raises(SourceChanged, match="10,001 parts"), opened(path):
        pass


def test_the_prolog_ends_where_the_root_tag_does(tmp_path):
    for text in ('<?xml version="1.0"?><a b="&gt;" c=\'x>y\'>rest</a>', '<a b="1"/>'):
        for encoding in ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"):
            mark = "\ufeff" if encoding.startswith("utf-16") else ""
            path = tmp_path / "a.xml"
            path.write_bytes((mark + text).encode(encoding))
            with path.open("rb") as stream:
                start = prolog(stream, "a.xml")
            assert (start.head + start.rest).decode(encoding) == mark + text
            assert start.rest.decode(encoding) == ("rest</a>" if "rest" in text else "")
            assert start.empty == text.endswith("/>")
            assert start.attributes["b"] == (">" if "rest" in text else "1")


def test_a_part_without_a_root_is_refused(tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(b"<!-- " + b"a" * 3_000_000)
    with path.open("rb") as stream, pytest.raises(SourceChanged, match="no root element"):
        prolog(stream, "a.xml")
    path.write_bytes(b"")
    with path.open("rb") as stream, pytest.raises(SourceChanged, match="not well-formed"):
        prolog(stream, "a.xml")


def test_same_input_gives_the_same_bytes(tmp_path):
    first = made(tmp_path).read_bytes()
    assert made(tmp_path).read_bytes() == first
