"""The pivot-cache scanner beside two XML parsers: on random caches, and on caches with random damage."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.demo.others._workbooks import Cache, Field, Quirks, plain_cache, write_workbook
from loaders.formats.pivotcache import iter_batches, read
from loaders.formats.pivotcache.scan import scanned
from loaders.ground.errors import SourceError
from tests.loaders.formats.workbook_parts import QUIRKS, RECORDS, edited, plain_reading, rows_of

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), max_size=12)
NUMBERS = st.one_of(st.integers(-(10**9), 10**17), st.floats(allow_nan=False, allow_infinity=False))
DATES = st.dates(date(1996, 1, 1), date(2030, 1, 1))
ITEMS = st.one_of(
    TEXTS.map(lambda text: ("s", text)),
    NUMBERS.map(lambda value: ("n", repr(value))),
    DATES.map(lambda day: ("d", f"{day.isoformat()}T00:00:00")),
    st.sampled_from([("b", "0"), ("b", "1"), ("m", ""), ("e", "#N/A"), ("e", "#DIV/0!")]),
)
NUMBER_ITEMS = st.one_of(NUMBERS.map(lambda value: ("n", repr(value))), st.just(("m", "")))


@st.composite
def random_caches(draw) -> tuple[list[str], list[Field], list[list[tuple[str, str]]]]:
    kinds = draw(st.lists(st.sampled_from(["text", "number"]), min_size=1, max_size=4))
    fields, choices = [], []
    for at, kind in enumerate(kinds):
        values = ITEMS if kind == "text" else NUMBER_ITEMS
        shared = draw(st.lists(values, max_size=6))
        fields.append(Field(f"F{at}", shared))
        pointing = [st.integers(0, len(shared) - 1).map(lambda index: ("x", str(index)))] if shared else []
        choices.append(st.one_of(values, *pointing))
    records = draw(st.lists(st.tuples(*choices).map(list), max_size=25))
    return kinds, fields, records


def expected_of(kind: str, stored: tuple[str, str | None]) -> str | float | None:
    """What a field reads as, from the plain reading."""
    name, value = stored
    if name == "m":
        return None
    if kind == "number":
        return float(value)
    if name == "n":
        number = float(value)
        return str(int(number)) if number == int(number) and abs(number) < 10**15 else repr(number)
    return {"0": "false", "1": "true"}[value] if name == "b" else value


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(made=random_caches(), quirks=st.sampled_from(list(QUIRKS.values())), size=st.integers(1, 30))
def test_both_ways_read_what_elementtree_reads(tmp_path, made, quirks, size):
    kinds, fields, records = made
    if quirks.encoding == "iso-8859-1":
        quirks = QUIRKS["excel"]  # it cannot hold the texts
    path = write_workbook(tmp_path / "random.xlsx", [Cache(fields, records)], quirks=quirks)
    wanted = {field.name: kind for field, kind in zip(fields, kinds, strict=True)}
    expected = [
        tuple(expected_of(wanted[name], stored) for name, stored in record.items()) for record in plain_reading(path)
    ]
    assert rows_of(read(path, wanted)) == expected
    assert rows_of(read(path, wanted, scan=False)) == expected
    batches = list(iter_batches(path, wanted, batch_records=size))
    assert [row for batch in batches for row in rows_of(pa.Table.from_batches([batch]))] == expected


def outcome(path: Path, scan: bool) -> list[tuple] | type:
    try:
        return rows_of(read(path, {"A": "text", "N": "number"}, scan=scan))
    except SourceError as error:
        return type(error)


# fmt: off
FRAGMENTS = ["<", ">", '"', "'", "/", " ", "\n", "&", "&amp;", "&#65;", "&#0;", "m", "x", "r", "v", "=", "1", "<m/>",
             "<r>", "</r>", "<!--", "-->", "\x00", "\x7f", "\xff", "å", "<r/>", '<x v="0"/>', '<n v="1"/>', " v=",
             "\t", ""]
# fmt: on


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data(), changes=st.integers(1, 3))
def test_the_scanner_accepts_nothing_that_the_parser_reads_otherwise(tmp_path, data, changes):
    cache = plain_cache(("A", "N"), [("å", 1), ("b", None), ("å", 2.5), (None, 4)], own=["N"])
    body = {}

    def edit(before: bytes) -> bytes:
        begin = before.index(b"<r>")
        for _ in range(changes):
            at = data.draw(st.integers(begin, len(before) - 1))
            cut = data.draw(st.integers(0, 3))
            before = before[:at] + data.draw(st.sampled_from(FRAGMENTS)).encode() + before[at + cut :]
        body["xml"] = before
        return before

    path = edited(write_workbook(tmp_path / "fuzz.xlsx", [cache], quirks=Quirks(counts=False)), RECORDS, edit)
    assert outcome(path, scan=True) == outcome(path, scan=False), body["xml"]


def test_the_scanner_takes_what_excel_writes_and_nothing_else():
    excel = b'<r><x v="1"/><n v="12.5"/></r>\r\n<r><m/><s v="a&amp;b"/></r>'
    scan = scanned(excel, 2)
    assert scan is not None
    assert scan.kinds.tolist() == [[ord("x"), ord("n")], [ord("m"), ord("s")]]
    assert scan.lengths.tolist() == [[1, 4], [0, 7]]
    assert np.asarray(scan.field(1).starts).tolist() == [19, 45]
    unusual = [b"<r><m /><m/></r>", b"<r><m/></r>", b"<r><m/><m v='1'/></r>", b"<r>a<m/><m/></r>", b"<r><m/><o/></r>"]
    unusual += [b'<r><m/><s v="\n"/></r>', b'<r><m/><s v="\xff"/></r>', b'<r><m/><s v="&a;"/></r>']
    assert [scanned(chunk, 2) for chunk in unusual] == [None] * len(unusual)
