"""JobTech's archives of ads: every shape is read, every line is accounted for, and nothing of a person is kept."""

import gzip
import io
import re
import zipfile
from datetime import UTC, datetime

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.demo.others._ad_archive import PERSON, ads_of, lines_of, write_archive
from loaders.ground import places
from loaders.ground.errors import SourceChanged
from loaders.sources.jobtech.archive import opening
from loaders.sources.jobtech.archive.ads import FIELDS, Tally, tally
from loaders.sources.jobtech.archive.counted import Counted, counted, period_of, read_counted
from loaders.sources.jobtech.archive.opening import count_part, parts_of

MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def count(*lines: bytes, period: str = "2025") -> Counted:
    found = Tally()
    tally(lines, found)
    return counted([found], file="a.jsonl", size=1, sha256="0" * 64, period=period, moment=MOMENT)


def ad(**changed: object) -> bytes:
    """An ad of a nurse in Åre, published in March and seen until April."""
    whole = {
        "id": "1",
        "publication_date": "2025-03-18T00:00:00",
        "last_publication_date": "2025-04-15T23:59:59",
        "number_of_vacancies": 2,
        "workplace_address": {"municipality_code": "2321", "region_code": "23"},
        "occupation_field": {"concept_id": "NYW6_mP6_vwf", "label": "Hälso- och sjukvård"},
        **changed,
    }
    return orjson.dumps(whole) + b"\n"


def rows(found: Counted) -> list[tuple]:
    return [tuple(row.values()) for row in found.table.to_pylist()]


def of_file(path, period: str = "2025", ranges: int = 1) -> Counted:
    tallies = [count_part(part) for part in parts_of(path, ranges)]
    return counted(tallies, file=path.name, size=1, sha256="0" * 64, period=period, moment=MOMENT)


def test_an_ad_is_its_month_municipality_field_and_last_month():
    assert rows(count(ad())) == [("2025-03", "2321", "health", "2025-04", 1, 2, 0)]


@pytest.mark.parametrize(
    "changed",
    [
        {"workplace_address": {"municipality_code": 2321}},
        {"workplace_address": {"municipality_concept_id": "D7ax_CXP_6r1"}},
        {"workplace_address": {"municipality": "Åre"}},
        {"workplace_address": [{"municipality_code": "2321", "region_code": "23"}]},
        {"workplace_address": None, "workplace_address.municipality_code": "2321"},
        {"workplace_address": None, "workplace_address__municipality": "ÅRE"},
        {"occupation_field": [{"concept_id": "NYW6_mP6_vwf"}]},
        {"occupation_field": "Hälso- och sjukvård"},
        {"occupation_field": None, "occupation_field__label": "Hälso- och sjukvård"},
        {"original_id": "1", "id": "3f9c"},
        {"publication_date": "2025-03"},
    ],
)
def test_every_shape_public_code_shows_is_the_same_ad(changed):
    assert rows(count(ad(**changed))) == rows(count(ad()))


@pytest.mark.parametrize(
    ("changed", "row", "told"),
    [
        ({"workplace_address": {"region_code": "23"}}, ("2025-03", "23"), {"without_municipality": 1}),
        ({"workplace_address": {"region_code": "9"}}, ("2025-03", "09"), {"without_municipality": 1}),
        ({"workplace_address": None}, ("2025-03", "00"), {"without_municipality": 1}),
        (
            {"workplace_address": {"municipality_code": "2399"}},
            ("2025-03", "23"),
            {"without_municipality": 1, "strange_place": 1},
        ),
        ({"occupation_field": None}, ("2025-03", "2321", "unknown"), {"without_field": 1}),
        (
            {"occupation_field": {"concept_id": "ny"}},
            ("2025-03", "2321", "unknown"),
            {"without_field": 1, "strange_field": 1},
        ),
        ({"number_of_vacancies": None}, ("2025-03", "2321", "health", "2025-04", 1, 0, 1), {"without_jobs": 1}),
        ({"id": None}, ("2025-03", "2321"), {"without_id": 1}),
        ({"last_publication_date": None}, ("2025-03", "2321", "health", ""), {}),
        (
            {"removed": True, "removed_date": "2025-03-20T10:00:00"},
            ("2025-03", "2321", "health", "2025-03"),
            {"removed": 1},
        ),
    ],
)
def test_what_an_ad_lacks_is_told_and_the_ad_is_counted(changed, row, told):
    found = count(ad(**changed))
    assert rows(found)[0][: len(row)] == row and found.told.ads == 1
    assert {name: getattr(found.told, name) for name in told} == told


def test_a_line_that_is_not_counted_is_told_why():
    several = [ad(id=str(n)) for n in range(8)]
    found = count(
        *several,
        ad(),
        b"\n",
        b'{"id": 1',
        b"[1]\n",
        ad(id="9", publication_date=None),
        ad(id="10", publication_date="2051-01-01"),
    )
    said = found.told
    assert (said.ads, said.repeated, said.blank, said.broken, said.undated, said.outside) == (8, 1, 1, 2, 1, 1)
    assert said.lines == 14


def test_an_ad_published_again_counts_once_from_its_first_month_to_its_last_in_any_order():
    again = ad(publication_date="2025-06-01", last_publication_date="2025-07-01")
    for lines in ((ad(), again), (again, ad())):
        assert rows(count(*lines)) == [("2025-03", "2321", "health", "2025-07", 1, 2, 0)]
    assert count(ad(id=None), ad(id=None)).told.ads == 2  # the oldest archives have no ids


def test_a_file_that_is_no_archive_is_refused():
    with pytest.raises(SourceChanged, match=r"1 of 3 lines are ads.*2 are no JSON"):
        count(ad(), b"<html>\n", b"<body>\n")
    with pytest.raises(SourceChanged, match="no ad in it was published in 2019, the first in 2025-03"):
        count(ad(), period="2019")


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("2025.jsonl.zip", "2025"), ("2026-Q1_beta1_jsonl.zip", "2026-Q1"), ("2016_beta1_1_percent_jsonl.zip", "2016"),
        ("ads.jsonl", ""), ("2024-2025.jsonl", ""),
    ],
)  # fmt: skip
def test_the_name_says_which_year_or_quarter(name, period):
    assert period_of(name) == period


def test_plain_gzip_zip_zstd_and_one_array_give_the_same_counts(tmp_path, monkeypatch):
    lines = list(lines_of(2025, 1_200, text_length=300))
    plain = tmp_path / "2025.jsonl"
    plain.write_bytes(b"".join(lines))
    (tmp_path / "2025.jsonl.gz").write_bytes(gzip.compress(plain.read_bytes()))
    with zipfile.ZipFile(tmp_path / "2025.jsonl.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2025.jsonl", plain.read_bytes())
    (tmp_path / "2025.zst").write_bytes(pa.compress(plain.read_bytes(), "zstd", asbytes=True))
    whole = of_file(plain)
    assert whole.told.ads == 1_200 and whole.told.repeated == 1 and whole.told.broken == 1
    for name in ("2025.jsonl.gz", "2025.jsonl.zip", "2025.zst"):
        assert rows(of_file(tmp_path / name)) == rows(whole)
    monkeypatch.setattr(opening, "SMALLEST_RANGE", 1_000)
    for ranges in (2, 7, 100):
        assert len(parts_of(plain, ranges)) == ranges
        assert of_file(plain, ranges=ranges).to_bytes() == whole.to_bytes()
    array = tmp_path / "2025.json"
    array.write_bytes(orjson.dumps(list(ads_of(2025, 1_200, text_length=300)), option=orjson.OPT_INDENT_2))
    monkeypatch.setattr(opening, "BUFFER", 4_096)  # strings and objects are cut in the middle
    assert rows(of_file(array)) == rows(whole)


def test_a_damaged_or_foreign_file_is_told(tmp_path):
    write_archive(tmp_path / "2025.jsonl.gz", 2025, 300)
    cut = tmp_path / "cut.gz"
    cut.write_bytes((tmp_path / "2025.jsonl.gz").read_bytes()[:-200])
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04nothing")
    (tmp_path / "old.rar").write_bytes(b"Rar!\x1a\x07\x00")
    (tmp_path / "empty.jsonl").write_bytes(b"")
    (tmp_path / "array.json").write_bytes(b'[{"id": 1}, {"id": ')
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("readme.txt", "")
    for name, told in {
        "cut.gz": "cut.gz is damaged or cut off",
        "bad.zip": "bad.zip is damaged or cut off",
        "old.rar": "RAR archive, which is not read: unpack it",
        "empty.jsonl": "is empty",
        "array.json": "is cut off in the middle of an ad",
        "other.zip": "holds no .jsonl or .json, but readme.txt",
    }.items():
        with pytest.raises(SourceChanged, match=told):
            of_file(tmp_path / name)


def test_an_endless_line_is_passed_over_without_being_held(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "LONGEST_LINE", 5_000)
    path = tmp_path / "2025.jsonl"
    path.write_bytes(ad() + b"x" * 20_000 + b"\n" + ad(id="2"))
    assert (of_file(path).told.ads, of_file(path).told.endless, of_file(path).told.lines) == (2, 1, 3)


def test_nothing_of_a_person_or_an_ad_is_kept(tmp_path):
    write_archive(tmp_path / "2025.jsonl", 2025, 400, text_length=300)
    kept = everything_in(of_file(tmp_path / "2025.jsonl"))
    words = set(re.findall(r"'([^']*)'", kept.partition("metadata")[0]))
    allowed = set(places.all_places()) | {code for code, _, _ in FIELDS} | {"unknown", "", *COLUMNS}
    assert {word for word in words if not re.fullmatch(r"202[56]-\d\d", word)} <= allowed
    assert not [secret for secret in (*PERSON, "29000000", "Påhittat yrke", "DEMODATA AB") if secret in kept]


def everything_in(found: Counted) -> str:
    """All that a kept file holds: its rows, what stands beside them, and the dictionaries of its columns."""
    table = pq.read_table(io.BytesIO(found.to_bytes()))
    dictionaries = [
        chunk.dictionary
        for column in table.columns[:4]
        for chunk in column.chunks
        if pa.types.is_dictionary(chunk.type)
    ]
    return f"{table.to_pydict()}{dictionaries} metadata {table.schema.metadata}"


COLUMNS = ("month", "place", "field", "last_month", "ads", "jobs", "ads_without_jobs")
PERSONAL = st.text(alphabet=st.characters(categories=["L"]), min_size=12, max_size=30).map(lambda text: f"Zx{text}")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
USED = st.sampled_from(
    ["id", "original_id", "publication_date", "last_publication_date", "removed", "removed_date", "occupation_field",
     "number_of_vacancies", "workplace_address", "workplace_address.municipality", "occupation_field__label", "demo"]
)  # fmt: skip


@settings(max_examples=70, deadline=None)
@given(strange=st.dictionaries(USED | st.text(max_size=8), JSON, max_size=5), raw=st.binary(max_size=40))
def test_whatever_a_line_holds_is_counted_or_told(strange, raw):
    lines = [ad(), ad(id="2"), ad(id="3"), ad(id="4")]
    try:
        lines += [ad(**strange)]
    except TypeError:  # an integer larger than JSON libraries write
        lines += [b"{}"]
    said = count(*lines, *raw.splitlines(keepends=True), ad(id="5")).told
    named = said.ads + said.blank + said.broken + said.endless + said.undated + said.repeated + said.outside
    assert said.lines == named


@settings(max_examples=60, deadline=None)
@given(text=PERSONAL, key=USED)
def test_no_text_of_an_ad_is_kept_whatever_field_it_stands_in(text, key):
    shapes = [{key: text}, {key: {"label": text, "municipality": text, "concept_id": text}}, {key: [text]}]
    lines = [ad(id=str(n), **shape) if key != "id" else ad(**shape) for n, shape in enumerate(shapes)]
    found = count(*lines, *(ad(id=f"x{n}") for n in range(4)))
    assert text not in everything_in(found)


def test_a_kept_file_is_read_back_and_one_that_was_changed_is_refused():
    found = count(ad(), ad(id="2"))
    assert read_counted(found.to_bytes(), found.name).told == found.told
    assert rows(read_counted(found.to_bytes(), found.name)) == rows(found)
    person = found.table.set_column(1, "place", pa.array(["Påhittade Person"]))
    changed = Counted(found.told, person)
    with pytest.raises(SourceChanged, match="column place holds what is no place"):
        read_counted(changed.to_bytes(), "x.parquet")
    with pytest.raises(SourceChanged, match="count the file anew"):
        read_counted(b"PAR1 is not all", "x.parquet")
