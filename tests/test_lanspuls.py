"""The public face: figures as frames, asked for in the words people use."""

import inspect
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import lanspuls
from lanspuls import indicators, places, read
from loaders import catalogue
from loaders.export import table
from loaders.ground.declarations import Status
from loaders.ground.errors import NothingPublishedYet, UsageError
from loaders.ground.places import municipalities
from loaders.store import Store
from tests.dashboard.api.site import CELLS, SLICE
from tests.loaders.store.publishing import publish
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """Unemployment of riket, the county and Åre in two months, Åre's revised once; guest nights; GRP of a year."""
    folder = tmp_path_factory.mktemp("data")
    store = Store(folder / "store")
    of_rate = {"indicator": "unemployment_rate", "dimensions": SLICE, "table": "TAB6260"}
    publish(store, CELLS, "2026-03-01", fetched="2026-03-02", **of_rate)
    revised = {**CELLS, ("total", "20-64", "total", "2321", "2026-01"): 3.7}
    publish(store, revised, "2026-04-01T21:30", fetched="2026-04-02", **of_rate)
    nights = {(code, "2026-01"): 100.0 * n for n, code in enumerate(homes(), start=1)}
    nights |= {("00", "2026-01"): 90_000.0, ("23", "2026-01"): 3_600.0, ("2303", "2026-01"): Status.SUPPRESSED}
    publish(store, nights, "2026-03-01", indicator="guest_nights", table="gastnatter")
    publish(store, {("23", "2023"): 60.0, ("23", "2024"): 61.0}, "2026-03-01", indicator="grp", table="TAB1")
    return folder


def homes() -> tuple[str, ...]:
    return tuple(sorted(place.code for place in municipalities("23")))


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """A working folder without settings, so that the county is 23 and nothing is found by chance."""
    monkeypatch.chdir(tmp_path)


def test_the_face_is_three_functions():
    assert lanspuls.__all__ == ["indicators", "places", "read"]
    assert all(
        inspect.signature(getattr(lanspuls, name)).return_annotation is pd.DataFrame for name in lanspuls.__all__
    )


def test_figures_are_asked_for_by_title_and_names_of_places(data):
    found = read("arbetslöshet", "Åre", "riket", since="2026-01", data=data)
    assert found[["period", "region_code", "region", "value", "unit", "status"]].to_dict("records") == [
        {"period": "2026-01", "region_code": "00", "region": "Riket", "value": 6.9,
         "unit": "procent av arbetskraften", "status": ""},
        {"period": "2026-01", "region_code": "2321", "region": "Åre", "value": 3.7,
         "unit": "procent av arbetskraften", "status": ""},
    ]  # fmt: skip


def test_every_row_says_where_it_comes_from(data):
    row = read("arbetslöshet", "2321", since="2026-01", data=data).iloc[0]
    origin = ("indicator", "publisher", "table", "published", "fetched", "synthetic")
    assert row[[*origin]].to_dict() == {
        "indicator": "unemployment_rate",
        "publisher": "SCB",
        "table": "TAB6260 DEMODATA",
        "published": pd.Timestamp("2026-04-01 21:30", tz="UTC"),
        "fetched": pd.Timestamp("2026-04-02 06:00", tz="UTC"),
        "synthetic": True,
    }


@pytest.mark.parametrize("since", ["2025-12", "2027"])
def test_types_are_the_same_with_and_without_rows(data, since):
    types = read("arbetslöshet", "Åre", since=since, data=data).dtypes.astype(str).to_dict()
    assert list(types) == [
        "period", "region_code", "region", "sex", "sex_name", "age", "age_name", "birth_region", "birth_region_name",
        "value", "unit", "status", "indicator", "publisher", "table", "published", "fetched", "synthetic",
    ]  # fmt: skip
    assert types.pop("value") == "float64"
    assert types.pop("synthetic") == "bool"
    assert {types.pop("published"), types.pop("fetched")} == {"datetime64[us, UTC]"}
    assert set(types.values()) == {"str"}


def test_five_kinds_of_nothing_and_a_zero_stay_apart(data):
    found = read("arbetslöshet", "Åre", kön=..., ålder=..., until=2025, data=data)
    found = pd.concat([found, read("arbetslöshet", "Åre", sex=["kvinnor", "män"], since=2026, data=data)])
    absent = found[found["value"].isna()]
    assert set(absent["status"]) == {"missing", "not_applicable", "not_published", "suppressed", "withdrawn"}
    assert found.loc[found["value"] == 0, "status"].tolist() == ["nil"]


def test_periods_reckon_as_pandas_periods(data):
    found = read("arbetslöshet", "Åre", data=data)
    assert (pd.PeriodIndex(found["period"], freq="M") + 1).astype(str).tolist() == ["2026-01", "2026-02"]


@pytest.mark.parametrize(
    "written", ["unemployment_rate", "arbetsloshet", "ARBETSLÖSHET", "Arbetslöshet, 20–64 år (SCB BAS)", "Arbetsloshet"]
)
def test_an_indicator_has_four_names(data, written):
    assert set(read(written, "Åre", data=data)["indicator"]) == {"unemployment_rate"}


@pytest.mark.parametrize("declared", catalogue.CATALOGUE.values(), ids=lambda declared: declared.id)
def test_no_two_indicators_are_called_alike(declared):
    for name in (declared.id, declared.slug, declared.title_sv, declared.short_title_sv):
        assert catalogue.find_indicator(name) is declared


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("åre", ["2321"]),
        ("Are kommun", ["2321"]),
        ("2321", ["2321"]),
        ("länet", ["23"]),
        ("Jämtland", ["23"]),
        ("jamtlands lan", ["23"]),
        ("Sverige", ["00"]),
        ("riket", ["00"]),
    ],
)
def test_a_place_has_many_names(data, written, codes):
    assert read("arbetslöshet", written, since="2026-01", data=data)["region_code"].tolist() == codes


def test_kommunerna_are_those_of_the_county_and_none_are_all(data):
    assert tuple(read("gästnätter", "kommunerna", data=data)["region_code"]) == homes()
    assert tuple(read("gästnätter", data=data)["region_code"]) == ("00", "23", *homes())


def test_lanet_is_the_county_of_the_settings(data, monkeypatch):
    monkeypatch.setenv("LANSPULS_COUNTY", "20")
    assert read("arbetslöshet", "länet", data=data).empty
    monkeypatch.setenv("LANSPULS_DATA", str(data))
    assert len(read("arbetslöshet", "Jämtland")) == 2


def test_a_default_slice_is_read_unless_values_are_chosen(data):
    plain = read("arbetslöshet", "Åre", data=data)
    assert set(plain["sex_name"]) == {"båda könen"}
    women = read("arbetslöshet", "Åre", kön="Kvinnor", data=data)
    assert set(women["sex"]) == {"women"} and set(women["age"]) == {"20-64"}
    every = read("arbetslöshet", "Åre", sex=..., data=data)
    assert every["sex"].unique().tolist() == ["men", "total", "women"]
    assert set(read("arbetslöshet", "Åre", sex="men", ålder="20–24 år", data=data)["age"]) == {"20-24"}


@pytest.mark.parametrize("day", ["2026-04-01", date(2026, 4, 1)])
def test_as_of_is_the_end_of_that_day_in_sweden(data, day):
    """The revision of 21:30 UTC came at 23:30 on the first of April in Sweden."""
    assert read("arbetslöshet", "Åre", since="2026-01", as_of=day, data=data)["value"].tolist() == [3.7]
    assert read("arbetslöshet", "Åre", since="2026-01", as_of="2026-03-31", data=data)["value"].tolist() == [3.5]


def test_what_exports_hide_is_hidden(data):
    """Ragunda is hidden; so Bräcke, the smallest of the others, could be had by subtraction from the county."""
    found = read("gästnätter", "Bräcke", data=data).iloc[0]
    assert pd.isna(found["value"]) and found["status"] == "suppressed"
    exported = table(Store(data / "store"), "guest_nights")
    assert read("gästnätter", data=data)["status"].tolist() == exported["status"].to_pylist()


def test_years_bound_any_grain(data):
    assert read("arbetslöshet", "riket", until=2025, data=data)["period"].tolist() == ["2025-12"]
    assert read("arbetslöshet", "riket", since="2026", data=data)["period"].tolist() == ["2026-01"]
    assert read("BRP", "länet", since=2024, data=data)["value"].tolist() == [61.0]


@pytest.mark.parametrize(
    ("asked", "english", "swedish"),
    [
        ((("arbetslöshe",), {}), "did you mean 'Arbetslöshet'", "Menade du ”Arbetslöshet”?"),
        ((("qqqq",), {}), "there are nya-lediga-jobb", "Det finns: nya-lediga-jobb"),
        ((("grp", "Östersnd"), {}), "did you mean Östersund", "Menade du Östersund?"),
        ((("grp", "9999"), {}), "use 00, a two-digit county", "Använd 00 för riket, två siffror"),
        (
            (("grp", "Gotland"), {}),
            r"Gotlands län \(09\) or Gotlands kommun \(0980\)",
            "Gotlands län (09) eller Gotlands",
        ),
        ((("grp", ["Åre"]), {}), "write places as texts one after another", "efter varandra"),
        ((("varsel", "Åre"), {}), "no figures for Åre kommun", "Varsel finns inte för Åre kommun, bara för län."),
        ((("grp",), {"since": "2024-01"}), "grp has years", "BRP finns per år, som 2026."),
        ((("grp",), {"since": "maj"}), "is not a period", "är ingen period"),
        ((("grp",), {"since": 2024, "until": 2023}), "comes after", "kommer efter"),
        ((("grp",), {"as_of": "igår"}), "is no date", "är inget datum"),
        (
            (("arbetslöshet",), {"kön": "kvinna"}),
            "did you mean 'kvinnor'",
            "Kön ”kvinna” finns inte. Menade du ”kvinnor”?",
        ),
        ((("arbetslöshet",), {"kön": "x"}), "there are men, total, women", "Det finns: män, båda könen, kvinnor."),
        ((("arbetslöshet",), {"bransch": "A"}), r"it has sex \(kön\), age", "delas inte upp efter ”bransch”"),
        ((("grp",), {"sex": "men"}), "it has no dimensions", "Det finns: inga uppdelningar."),
        ((("arbetslöshet",), {"sex": "men", "kön": "män"}), "choose the same dimension", "väljer samma sak"),
    ],
)
def test_what_is_not_understood_is_said_in_two_languages(data, asked, english, swedish):
    positional, named = asked
    with pytest.raises(UsageError, match=english) as caught:
        read(*positional, data=data, **named)
    assert swedish in caught.value.message_sv


@pytest.mark.parametrize(
    ("named", "english", "swedish"),
    [
        ({"data": "nowhere"}, "there are no figures in nowhere", "Inget är hämtat än. Kör lanspuls fetch."),
        ({"as_of": "2026-02-28"}, "first known one is of 2026-03-01", "Den första kända är från 2026-03-01."),
    ],
)
def test_what_is_not_published_yet_is_said_in_two_languages(data, named, english, swedish):
    with pytest.raises(NothingPublishedYet, match=english) as caught:
        read("grp", **{"data": data, **named})
    assert swedish in caught.value.message_sv


def test_no_dimension_is_called_like_an_argument_or_another_column(data):
    taken = {*inspect.signature(read).parameters, *read("grp", data=data).columns}
    dimensions = {name for declared in catalogue.CATALOGUE.values() for name in declared.dimensions}
    assert not taken & (dimensions | {f"{name}_name" for name in dimensions})


def test_indicators_tell_what_there_is(data):
    found = indicators(data=data).set_index("id")
    assert set(found.index) == set(catalogue.CATALOGUE)
    assert found.loc["unemployment_rate"].to_dict() == {
        "slug": "arbetsloshet",
        "title": "Arbetslöshet, 20–64 år (SCB BAS)",
        "unit": "procent av arbetskraften",
        "grain": "month",
        "dimensions": "sex age birth_region",
        "newest_period": "2026-01",
        "supporting": False,
    }
    assert found.loc["population", "newest_period"] == ""
    assert found["supporting"].tolist() == sorted(found["supporting"])


def test_places_are_312_with_text_codes():
    found = places()
    assert len(found) == 312
    assert found[found["region_code"] == "0114"].values.tolist() == [
        ["0114", "Upplands Väsby", "Upplands Väsby kommun", "kommun", "01"]
    ]


def test_the_script_and_the_module_share_their_name_in_peace():
    """The console script has no ending, so that nothing beside it is imported in its place."""
    script = Path(sys.executable).parent / "lanspuls"
    ran = subprocess.run([script, "--help"], capture_output=True, text=True, timeout=HANG_SECONDS, check=True)
    assert "Länspuls" in ran.stdout
    look = "import sys; sys.path.insert(0, sys.argv[1]); import lanspuls; print(lanspuls.__file__)"
    where = subprocess.run(
        [sys.executable, "-c", look, script.parent],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=True,
    )
    assert Path(where.stdout.strip()) == REPOSITORY / "lanspuls.py"
