"""Small multiples, per thousand, share of riket and recovery: their numbers by hand, and that nothing is cut off."""

from datetime import UTC, datetime

import pytest

from dashboard.data import similar
from dashboard.data.series import Data
from dashboard.forms import taking
from dashboard.model import Size
from dashboard.views import ways
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from loaders import catalogue
from loaders.ground.errors import UsageError
from tests.dashboard.clipping import clipped
from tests.dashboard.made import POPULATION, add_revision, made_store
from tests.dashboard.test_calls import MOST_CALLS, calls_of

PER, SHARE, BACK, SMALL = "per-tusen", "riksandel", "aterhamtning", "smadiagram"


def shown(data, slug: str, words: str, size: Size = Size.SCREEN):
    return view(parse(f"/indikator/{slug}", words), data, size)


def number(text: str) -> float:
    return float(text.replace("\u00a0", "").replace(",", ".").replace("−", "-").removesuffix("%"))


def test_per_thousand_is_the_count_over_the_inhabitants_of_the_same_month(data):
    seen = shown(data, "sysselsatta", f"region=2321&matt={PER}")
    employed = data.series("employed", catalogue.indicator("employed").default_slice, ("2321",)).value(
        "2321", "2026-08"
    )
    assert number(seen.number) == pytest.approx(1000 * employed / POPULATION["2321"], abs=0.051)
    assert seen.headline == f"{seen.number} sysselsatta per 1\u00a0000 invånare i Åre kommun i augusti"
    assert "Ett år tidigare var det " in seen.sentence and "i riket." in seen.sentence
    assert seen.claim is None and seen.numbers is not None


def test_share_of_riket_stands_beside_the_share_of_its_key(data):
    seen = shown(data, "sysselsatta", f"region=2321&matt={SHARE}")
    key = 100 * POPULATION["2321"] / POPULATION["00"]
    newest = seen.tables.series.rows[0]
    assert number(newest[2]) == pytest.approx(key, abs=0.0051)
    assert [trace["name"] for trace in seen.figure["data"] if trace["mode"] == "lines"] == ["Folkmängd", "Sysselsatta"]
    assert "procent av rikets sysselsatta" in seen.headline and "procent av befolkningen" in seen.sentence


def test_where_riket_has_none_there_is_no_share_of_it(tmp_path):
    """The line had a gap in January 2020, and its text began with an endless share."""
    store = made_store(tmp_path)
    add_revision(store, "employed", {("00", "2020-01"): 0.0}, at=datetime(2026, 11, 3, tzinfo=UTC))
    seen = shown(Data(store), "sysselsatta", f"region=2321&matt={SHARE}")
    assert "Från 0,13 procent i februari 2020 till 0,12 procent i augusti." in seen.alt
    assert "januari 2020" not in [row[0] for row in seen.tables.series.rows if row[1]]


def test_riket_has_no_share_of_itself(data):
    seen = shown(data, "sysselsatta", f"region=00&matt={SHARE}")
    assert seen.figure is None and seen.sentence.endswith("Välj ett län eller en kommun.")


def test_recovery_is_the_distance_to_the_same_month_of_the_first_year(data):
    seen = shown(data, "arbetsloshet", f"region=23&matt={BACK}&fran=2021-01")
    series = data.series("unemployment_rate", catalogue.indicator("unemployment_rate").default_slice, ("23",))
    apart = round(series.value("23", "2026-08") - series.value("23", "2021-08"), 1)
    assert number(seen.number) == pytest.approx(apart)
    assert [row[0] for row in seen.tables.series.rows] == [f"augusti {year}" for year in range(2026, 2020, -1)]
    assert "augusti 2021" in seen.headline and "augusti 2021" in seen.sentence


def test_small_multiples_have_a_panel_for_each_municipality_on_one_scale(data):
    seen = shown(data, "arbetsloshet", f"region=2321&matt={SMALL}")
    titles = [note["text"] for note in seen.figure["layout"]["annotations"]]
    assert sum("<b>" in title for title in titles) - ("<b>DEMODATA</b>" in titles) == 8
    (newest,) = [trace for trace in seen.figure["data"] if trace["name"] == "newest"]
    assert len(newest["text"]) == 8 and any(text.startswith("Åre: ") for text in newest["text"])
    assert len(seen.tables.series.columns) == 1 + 8 + 1
    assert "länets åtta kommuner" in seen.headline


@pytest.mark.parametrize(
    ("slug", "way", "why"),
    [
        ("arbetsloshet", PER, "siffran är redan en andel eller förändring"),
        ("brp", PER, "finns som BRP per invånare"),
        ("folkmangd", PER, "det finns inget antal att räkna den mot"),
        ("folkokning", SHARE, "det finns inget att ställa andelen bredvid"),
        ("sysselsattningsgrad", BACK, "finns bara för arbetslöshet per månad"),
        ("konkurser", SMALL, "finns bara för andelar och tal per invånare"),
        ("cirkulara-branscher", SMALL, "kommunernas andelar är för osäkra"),
        ("sysselsatta", "karta", "finns bara för andelar av personer"),
    ],
)
def test_a_further_way_that_makes_no_sense_says_why(slug, way, why):
    with pytest.raises(UsageError) as refused:
        parse(f"/indikator/{slug}", f"matt={way}")
    assert refused.value.message_sv.endswith(f": {why}.")


@pytest.mark.parametrize("size", list(Size))
def test_no_text_is_cut_off_and_every_headline_has_its_period(data, size):
    for slug, way in (("sysselsatta", PER), ("sysselsatta", SHARE), ("arbetsloshet", BACK), ("arbetsloshet", SMALL)):
        seen = shown(data, slug, f"region=2321&matt={way}", size)
        assert clipped(seen.figure, 346 if "phone" in size else 800) == []
        assert len(seen.headline) <= 90 and "augusti" in seen.headline
        assert seen.alt.startswith(seen.headline) and len(seen.alt) > len(seen.headline) + 20


def test_every_further_way_is_as_little_work_as_any_view(data):
    for way in (one.word for one in ways.by_word().values() if one.is_further):
        slug = "sysselsatta" if way in (PER, SHARE) else "arbetsloshet"
        selection = parse(f"/indikator/{slug}", f"region=2321&matt={way}")
        view(selection, data)
        fresh = Data(data.store, data.county, today=data.today)
        similar.structure(fresh)  # read once for all places, and kept
        most = MOST_CALLS * 1.5 if way == SMALL else MOST_CALLS  # eight claims, one for each municipality
        assert calls_of(lambda selection=selection, fresh=fresh: view(selection, fresh)) <= most, way


def test_files_of_every_further_way_have_one_column_of_each_name_and_name_the_place(data):
    for way in (one.word for one in ways.by_word().values() if one.is_further):
        slug = "sysselsatta" if way in (PER, SHARE) else "arbetsloshet"
        selection = parse(f"/indikator/{slug}", f"region=2321&matt={way}")
        what = taking.taken(selection, view(selection, data), address="http://example.org/", pinned="/")
        heads = taking.csv_for_programs(what).decode("utf-8-sig").splitlines()[0].split(",")
        assert len(set(heads)) == len(heads) and "region_code" in heads, (way, heads)


def test_a_place_that_is_put_together_stands_for_its_own_municipalities(data):
    area = "region=2303%2B2305&namn=Norrdalen"
    ranked = shown(data, "arbetsloshet", f"{area}&matt=rangordning")
    assert sorted(row[0] for row in ranked.table.rows) == ["Bräcke", "Ragunda"]
    assert "områdets två kommuner" in ranked.headline
    panels = shown(data, "arbetsloshet", f"{area}&matt={SMALL}").figure["data"][-1]["text"]
    assert [text.partition(":")[0] for text in panels] == ["Bräcke", "Ragunda"]
    rest = shown(data, "arbetsloshet", "region=23-2380&matt=rangordning")
    assert len(rest.table.rows) == 7 and "övriga länets sju kommuner" in rest.headline
    drawn = shown(data, "arbetsloshet", f"{area}&matt=karta").figure
    assert sorted(note["text"].partition("<br>")[0] for note in drawn["layout"]["annotations"])[-2:] == [
        "Bräcke",
        "Ragunda",
    ]
