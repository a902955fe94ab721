"""``/api/v1/data``: the same cells in every form, read by other people's packages, and asked for in people's words."""

import io
from contextlib import contextmanager
from urllib.parse import quote

import flask
import openpyxl
import pandas as pd
import pytest
from jsonstat_validator import validate_jsonstat
from pxweb import PxApi
from pyjstat import pyjstat

from dashboard.web.app import create_app
from lanspuls import read
from loaders import catalogue, export
from loaders.ground.declarations import Status
from loaders.settings import Settings
from loaders.store import Store
from tests.attack.made_secrets import IDS, store
from tests.dashboard.addresses import made_site
from tests.dashboard.api.site import small_site
from tests.dashboard.made import MADE
from tests.dashboard.web.test_serving import running

ALL = "/api/v1/data/arbetsloshet?region=2321&sex=*&age=*"
KEY = ["indicator", "sex", "age", "birth_region", "region_code", "period"]


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return small_site(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def client(settings):
    return create_app(settings).server.test_client()


def frame_of(answer) -> pd.DataFrame:
    """The frame of a CSV answer, with the types of ``lanspuls.read``."""
    found = pd.read_csv(
        io.BytesIO(answer.data),
        dtype={"value": "float64", "synthetic": "bool"} | dict.fromkeys(("region_code", "period"), "str"),
        keep_default_na=False,
        na_values={"value": [""]},
        true_values=["true"],
    )
    for name in ("published", "fetched"):
        found[name] = pd.to_datetime(found[name], utc=True).astype("datetime64[us, UTC]")
    return found


def by_key(frame: pd.DataFrame) -> dict:
    return {
        tuple(row[name] for name in KEY): None if pd.isna(row["value"]) else row["value"]
        for row in frame.to_dict("records")
    }


def test_csv_and_parquet_are_the_frame_of_lanspuls_read(client, settings):
    wanted = read("arbetslöshet", "Åre", kön=..., ålder=..., data=settings.data)
    assert len(wanted) == 12 and set(wanted["synthetic"]) == {True}
    parquet = pd.read_parquet(io.BytesIO(client.get(f"{ALL}&format=parquet").data))
    pd.testing.assert_frame_equal(parquet, wanted)
    pd.testing.assert_frame_equal(frame_of(client.get(f"{ALL}&format=csv")), wanted)


def test_a_workbook_has_the_same_cells_as_numbers_and_says_what_they_are(client, settings):
    wanted = read("arbetslöshet", "Åre", kön=..., ålder=..., data=settings.data)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{ALL}&format=xlsx").data))
    head, *rows = book["Data"].iter_rows(values_only=True)
    assert list(head) == list(wanted.columns) and len(rows) == len(wanted)
    for row, told in zip(rows, wanted.to_dict("records"), strict=True):
        found = dict(zip(head, row, strict=True))
        assert found["value"] == (None if pd.isna(told["value"]) else told["value"])
        assert (found["status"] or "", found["region_code"], found["table"], found["synthetic"]) == (
            told["status"], "2321", "TAB6260 DEMODATA", "ja",
        )  # fmt: skip
        assert found["published"] == told["published"].strftime("%Y-%m-%dT%H:%M:%SZ")
    notes = dict(book["Noter"].iter_rows(values_only=True))
    assert notes["DEMODATA"] == "Siffrorna är påhittade." and notes["suppressed"] == "Visas inte (sekretess)"
    assert notes["Källa"] == "SCB, tabell TAB6260. DEMODATA."


def test_a_csv_for_a_swedish_excel_has_the_same_cells(client, settings):
    wanted = read("arbetslöshet", "Åre", "riket", since=2026, data=settings.data)
    answer = client.get("/api/v1/data/arbetsloshet?region=00,2321&fran=2026&format=csv&dialekt=svensk")
    assert answer.data.startswith(b"\xef\xbb\xbfperiod;region_code;region;") and b";6,9;" in answer.data
    told = pd.read_csv(io.BytesIO(answer.data), sep=";", decimal=",", dtype={"region_code": "str"})
    assert told["value"].tolist() == wanted["value"].tolist() and told["region"].tolist() == ["Riket", "Åre"]


def test_a_json_stat_answer_is_valid_and_keeps_every_kind_of_nothing(client):
    told = client.get(ALL).json
    assert validate_jsonstat(told)
    assert told["id"] == KEY and told["size"] == [1, 3, 2, 1, 1, 2]
    assert told["role"] == {"time": ["period"], "geo": ["region_code"], "metric": ["indicator"]}
    assert told["dimension"]["indicator"]["category"]["unit"] == {
        "unemployment_rate": {"base": "procent av arbetskraften", "decimals": 1}
    }
    # men, total, women × 20-24, 20-64 × December, January; a cell that the whole table left out is missing
    assert told["value"] == [None, None, None, None, None, None, 0.0, 3.7, None, None, None, None]
    assert told["status"] == {
        "0": "withdrawn", "1": "missing", "2": "not_published", "3": "not_applicable", "4": "missing", "5": "missing",
        "6": "nil", "8": "missing", "9": "missing", "10": "suppressed", "11": "missing",
    }  # fmt: skip
    assert told["extension"]["status"]["suppressed"] == "visas inte (sekretess)"
    assert told["extension"]["publication"] == [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]
    assert [one["published"] for one in told["extension"]["publications"]] == [
        "2026-03-01T06:00:00Z",
        "2026-04-01T21:30:00Z",
    ]
    assert told["source"] == "SCB, tabell TAB6260. DEMODATA." and told["extension"]["synthetic"] is True
    assert told["updated"] == "2026-04-01T21:30:00Z"


def test_pyjstat_reads_the_same_cells(client):
    answer = client.get(ALL)
    with pytest.warns(DeprecationWarning, match="Shouldn't use this function"):  # its own of its own
        read_back = pyjstat.Dataset.read(answer.text).write("dataframe", naming="id")
    cells = by_key(read_back)
    assert cells == by_key(frame_of(client.get(f"{ALL}&format=csv"))) and len(cells) == 12


@contextmanager
def as_pxweb(client):
    """The answer where a client of PxWeb asks for a table: beside the limits such a client asks for first."""
    made = flask.Flask("pxweb")
    limits = {"apiVersion": "2.0.0", "maxDataCells": 150_000, "maxCallsPerTimeWindow": 0, "timeWindow": 10}
    made.add_url_rule("/config", "config", lambda: {**limits, "defaultLanguage": "sv"})
    made.add_url_rule("/tables", "tables", lambda: {"page": {"totalElements": 1}, "tables": []})
    made.add_url_rule("/tables/<table>/data", "data", lambda table: client.get(f"/api/v1/data/{table}").json)
    with running(made) as port:
        yield f"http://127.0.0.1:{port}"


def test_pxwebpy_reads_the_same_cells(client):
    with as_pxweb(client) as address:
        rows = PxApi(address).get_table_data("arbetsloshet", show="code")
    names = dict(zip(("Mått", "Kön", "Ålder", "Födelseregion", "Plats", "Period"), KEY, strict=True))
    cells = by_key(pd.DataFrame(rows).rename(columns=names))
    assert cells == by_key(frame_of(client.get("/api/v1/data/arbetsloshet?format=csv")))
    assert cells[("unemployment_rate", "total", "20-64", "total", "2321", "2026-01")] == 3.7


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("region=2321,23,00", ["2321", "23", "00"]),
        ("region=riket&region=Åre", ["00", "2321"]),
        ("region=länet", ["23"]),
        ("region=2321&jamfor=23,00", ["2321", "23", "00"]),
        ("jamfor=00", ["23", "00"]),
        ("region=kommunerna", ["2326", "2305", "2361", "2309", "2303", "2313", "2321", "2380"]),
        ("region=kommuner-09", ["0980"]),
        ("", ["00", "23", "2321"]),
    ],
)
def test_places_are_asked_for_by_code_name_or_group_and_come_in_that_order(client, asked, codes):
    told = client.get(f"/api/v1/data/arbetsloshet?{quote(asked, safe='=&,')}").json
    assert list(told["dimension"]["region_code"]["category"]["index"]) == codes


@pytest.mark.parametrize(
    ("asked", "periods"),
    [
        ("fran=2026", ["2026-01"]),
        ("till=2025", ["2025-12"]),
        ("fran=2025-12&till=2026-01", ["2025-12", "2026-01"]),
        ("senaste=1", ["2026-01"]),
        ("senaste=900", ["2025-12", "2026-01"]),
        ("fran=2030", []),
    ],
)
def test_time_is_fixed_from_a_start_or_the_newest(client, asked, periods):
    told = client.get(f"/api/v1/data/arbetsloshet?{asked}").json
    assert list(told["dimension"]["period"]["category"]["index"]) == periods


@pytest.mark.parametrize("asked", ["sex=women", "kon=kvinnor", "sex=kvinnor", "kon=women"])
def test_values_are_asked_for_in_the_words_of_pages_too(client, asked):
    told = client.get(f"/api/v1/data/arbetsloshet?region=2321&{asked}").json
    assert told["status"] == {"0": "suppressed", "1": "missing"}


def test_what_was_known_on_a_day_is_told_of_that_day(client):
    cells = "/api/v1/data/arbetsloshet?region=2321&senaste=1"
    assert client.get(f"{cells}&per=2026-03-31").json["value"] == [3.5]
    assert client.get(f"{cells}&per=2026-04-01").json["value"] == [3.7]
    assert client.get(f"{cells}&per=2026-02-28").status_code == 404


def test_a_file_says_what_it_holds(client):
    name = client.get("/api/v1/data/arbetsloshet?region=2321&fran=2026&format=csv").headers["Content-Disposition"]
    assert name == "attachment; filename*=UTF-8''arbetsloshet_2321_2026-01.csv"


def test_more_than_is_given_at_once_is_refused_before_it_is_read(tmp_path):
    client = create_app(made_site(tmp_path)).server.test_client()
    asked = "/api/v1/data/sysselsatta-bransch?region=kommuner,lan,riket&industry=*&basis=*"
    answer = client.get(asked)
    assert answer.status_code == 400 and answer.json["type"].endswith("#for-mycket")
    assert "Frågan gäller 449280 uppgifter, och högst 150000 ges på en gång." in answer.json["detail"]
    assert client.get(f"{asked}&senaste=12&format=xlsx").status_code == 400
    assert client.get(f"{asked}&senaste=12").status_code == 200  # 312 places × 18 × 12 are 67 392


def test_every_measure_there_is_comes_in_every_form(tmp_path):
    client = create_app(made_site(tmp_path)).server.test_client()
    for id_ in MADE:
        told = client.get(f"/api/v1/data/{id_}?region=23").json
        assert validate_jsonstat(told) and told["id"][0] == "indicator", id_
        rows = [pd.read_parquet(io.BytesIO(client.get(f"/api/v1/data/{id_}?region=23&format=parquet").data))]
        rows.append(frame_of(client.get(f"/api/v1/data/{id_}?region=23&format=csv")))
        assert [len(one) for one in rows] == [len(told["value"])] * 2, id_
        assert set(rows[0]["table"].dropna()) == {f"{catalogue.indicator(id_).tables[0]} DEMODATA"}, id_
        assert client.get(f"/api/v1/vintages/{id_}?region=23&senaste=2").json["cells"], id_


def test_what_is_hidden_stays_hidden_in_every_form(tmp_path):
    """The figures with secrets of the attacks: the API lets out what exports do, cell by cell, and nothing else."""
    made = store(tmp_path / "store", 4)
    client = create_app(Settings(data=tmp_path)).server.test_client()
    hidden: set[str] = set()
    for id_ in IDS:
        declared = catalogue.indicator(id_)
        rows = export.table(made, id_, chosen={}).to_pylist()
        every = "&".join(f"{name}=*" for name in declared.dimensions)
        names = [*declared.dimensions, "region_code", "period"]
        wanted = {tuple(row[name] for name in names): (row["value"], row["status"]) for row in rows}
        hidden |= {id_} if Status.SUPPRESSED in {status for _, status in wanted.values()} else set()
        told = client.get(f"/api/v1/data/{id_}?{every}&format=csv")
        read_back = frame_of(told).to_dict("records")
        found = {
            tuple(row[name] for name in names): (None if pd.isna(row["value"]) else row["value"], row["status"])
            for row in read_back
        }
        assert found == wanted, id_
        cube = client.get(f"/api/v1/data/{id_}?{every}").json
        shown = {n for n, value in enumerate(cube["value"]) if value is not None}
        assert len(shown) == sum(value is not None for value, _ in wanted.values()), id_
    assert hidden >= {"guest_nights", "af_unemployed", "af_unemployed_by_birth", "long_term_unemployed"}


def test_an_edition_is_read_whole_from_the_store_that_the_page_has(client, settings):
    assert client.get("/api/v1/indicators").json["edition"].startswith(Store(settings.store_dir).version())
