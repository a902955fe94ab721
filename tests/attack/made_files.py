"""Files as people might write or download them, spoiled: by hypothesis for TOML, by a list of ways for all others."""

import io
import random
import re
import zipfile
from collections.abc import Iterator

from hypothesis import strategies as st

CORRECTION = """[[correction]]
source = "scb"
table = "TAB3138"
what = "code"
variable = "ContentsCode"
declared = "1"
found = "2"
when = 2026-11-27
role = "analytiker"
reason = "samma mått"
"""
VALUES = (
    "0", "-1", "+1", "1e400", "-1e-400", "inf", "-nan", "9" * 40, "0x" + "f" * 30, "true", "[]", "{}", '""', '" "',
    "1900-01-01", "0001-01-01", "9999-12-31", "2026-02-30", "2026-11-30T25:00:00", "07:32:00", "2026-11-30T07:32:00Z",
    '"23"', '"2321"', '"00"', '"9999"', '"övr23"', '"2026"', '"2026-13"', '"2026-W44"', '"0000"', '"9999-12"',
    '"/indikator/arbetsloshet"', '"/indikator/nosuch?region=23"', '"/indikator/arbetsloshet?per=9999-12-31"',
    '"https://[x"', '"javascript:alert(1)"', '"//example.org"', '"file:///etc/passwd"', '"../../../etc/passwd"',
    '"<script>alert(1)</script>"', '"{{7*7}}"', '"\\u202e\\u0301"', '"\\u00ff\\U0001f600"', '"\\ud800"',
    "[[], [[]], [[[]]]]", "[1, 2.0]", '["23", 23]', "{a = {b = {c = 1}}}", "'''\nlång\n'''", '"""a\\\n   b"""',
    f'"{"x" * 19_000}"', f'"{"ord " * 4_000}"', '"+30 %"', '"cirka 5"', '"1 234,5"', '"−5"', '"12/0"',
    "[" + "1," * 2000 + "]",
)  # fmt: skip
"""Values that are no mistake in TOML, or nearly none, and seldom what a key wants."""


def spoiled_texts(good: str) -> st.SearchStrategy[str]:
    """A good TOML file with values changed, lines left out, repeated, added, or put elsewhere."""
    lines = good.splitlines()
    keys = sorted(set(re.findall(r"^(\w+) = ", good, re.MULTILINE)))
    headers = [*set(re.findall(r"^\[+.*$", good, re.MULTILINE)), "[view]", "[[a.b]]", "[uppgift]", "[[date]]"]
    key = st.sampled_from((*keys, "x", "a.b", '"("', '""', "'å ä'", "date.day", "view.kind"))
    value = st.sampled_from(VALUES) | st.integers().map(str) | st.floats().map(repr) | st.dates().map(str)
    line = st.one_of(
        st.builds("{} = {}".format, key, value),
        st.sampled_from(sorted(headers)),
        st.sampled_from(lines),
        st.text(max_size=20),
    )
    changed = st.lists(st.tuples(st.integers(0, len(lines) - 1), value), min_size=1, max_size=3)
    added = st.lists(st.tuples(st.integers(0, len(lines)), line), max_size=3)
    gone = st.lists(st.integers(0, len(lines) - 1), max_size=2)

    def made(changed: list[tuple[int, str]], added: list[tuple[int, str]], gone: list[int]) -> str:
        new: list[str | None] = list(lines)
        for at, text in changed:
            if " = " in lines[at]:
                new[at] = f"{lines[at].partition(' = ')[0]} = {text}"
        for at in gone:
            new[at] = None
        kept = [one for one in new if one is not None]
        for at, text in added:
            kept.insert(min(at, len(kept)), text)
        return "\n".join(kept) + "\n"

    return st.builds(made, changed, added, gone) | st.lists(line, max_size=30).map("\n".join)


def spoiled_downloads(name: str, body: bytes) -> Iterator[tuple[str, bytes]]:
    """A publisher's file in all the ways a download, a mail program or somebody who wants us ill may spoil it."""
    half, chance = len(body) // 2, random.Random(name)
    yield "empty", b""
    yield "cut in half", body[:half]
    yield "NUL", b"\x00" * 100_000
    yield "in UTF-16", body.decode("utf-8", "replace").encode("utf-16")
    yield "a page of login", b"<!DOCTYPE html><title>Logga in</title><body>DEMODATA</body>"
    yield "nested", b"[" * 1_000_000
    yield "nested objects", b'{"a":' * 500_000
    yield "a number of 100 000 digits", b'{"value":[' + b"9" * 100_000 + b']} "DEMODATA"'
    yield "one endless field", b'DEMODATA;"' + b"x" * 3_000_000
    yield "a million empty rows", body[:2_000] + b"\n" * 1_000_000
    yield "a row of a million fields", body.partition(b"\n")[0] + b"\nDEMODATA" + b";1" * 1_000_000
    yield "PX of ten million million cells", _large_px()
    for _ in range(3):
        flipped = bytearray(body[:200_000] if len(body) > 400_000 else body)
        for _ in range(20):
            at = chance.randrange(len(flipped))
            flipped[at] ^= 1 << chance.randrange(8)
        yield "bits flipped", bytes(flipped)
    if body.startswith(b"PK"):
        yield from _spoiled_packages(body)


def _large_px() -> bytes:
    many = ",".join(f'"{n}"' for n in range(10_000))
    axes = "".join(f'VALUES("{v}")={many};' for v in "abc")
    return f'CHARSET="ANSI";NOTE="DEMODATA";STUB="a","b","c";{axes}DATA=1;'.encode()


def _spoiled_packages(body: bytes) -> Iterator[tuple[str, bytes]]:
    """A workbook with one part after another that is too large, refers to itself, or is another."""
    spaces, entities = (
        b" " * 70_000_000,
        b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 20) for n in range(1, 20)),
    )
    laughs = b'<!DOCTYPE x [<!ENTITY e0 "ha">' + entities + b"]><x>&e19;</x>"
    with zipfile.ZipFile(io.BytesIO(body)) as old:
        names = old.namelist()
    parts = [name for name in names if name.endswith((".xml", ".rels"))]
    for name in (*parts[:6], *parts[-2:]):
        for told, new in (("laughs", laughs), ("nothing", b""), ("half", None)):
            yield f"{name}: {told}", _with_part(body, name, new)
    yield "styles of 70 MB", _with_part(body, "xl/styles.xml", b"<styleSheet>" + spaces)
    yield "workbook of 70 MB", _with_part(body, "xl/workbook.xml", b"<workbook>" + spaces)


def _with_part(body: bytes, part: str, new: bytes | None) -> bytes:
    """The workbook with one part replaced, by half of itself where there is nothing new."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(body)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
    ):
        for name in {*old.namelist(), part}:
            own = old.read(name) if name in old.namelist() else b""
            package.writestr(name, own if name != part else own[: len(own) // 2] if new is None else new)
    return made.getvalue()
