"""What people write finds what they mean: by title, synonym, name, code, date, and with letters wrong."""

import re

import pytest

from dashboard.data.series import Data
from dashboard.meetings.material import Material
from dashboard.pages import PageKind, all_pages
from dashboard.search import entries
from dashboard.search.entries import Sort
from dashboard.search.index import Index
from dashboard.web.app import create_app
from loaders import catalogue
from loaders.ground import places
from loaders.store import Store
from tests.dashboard.addresses import MEETING_DAY, SLIDES, made_site, meeting_of

FIRST_HITS = (
    ("arbetslöshet", "unemployment_rate"),
    ("arbetslöshet Åre", "unemployment_rate 2321"),
    ("arbetsloshet are", "unemployment_rate 2321"),
    ("Arbetslösheten i Östersunds kommun", "unemployment_rate 2380"),
    ("arbetslöshe", "unemployment_rate"),
    ("arbetslöset", "unemployment_rate"),
    ("arbetslöshet Sundsvall Gävle", "unemployment_rate 2281 2180"),
    ("arbetslöshet sundsval härnösand", "unemployment_rate 2281 2280"),
    ("arbetslöshet i Sundsvall jämfört med Gävle och riket", "unemployment_rate 2281 2180 00"),
    ("jobblöshet", "unemployment_rate"),
    ("jobb", "new_vacancies"),
    ("lediga jobb krokom", "new_vacancies 2309"),
    ("vakanser", "new_vacancies"),
    ("turism", "guest_nights"),
    ("turister i Åre", "guest_nights 2321"),
    ("besöksnäring", "guest_nights"),
    ("besoksnaring harjedalen", "guest_nights 2361"),
    ("gästnätter", "guest_nights"),
    ("hotelnätter", "guest_nights"),
    ("invånare", "population"),
    ("invånare i Berg", "population 2326"),
    ("hur många bor i Ragunda", "population 2303"),
    ("befolkning Sundsvall", "population 2281"),
    ("konkurs", "bankruptcies"),
    ("konkurser Gävleborg", "bankruptcies 21"),
    ("varsel Jämtlands län", "redundancy_notices 23"),
    ("pendling", "employed_by_industry"),
    ("utpendling Bräcke", "commuters_out 2305"),
    ("flyttnetto Strömsund", "population_change 2313"),
    ("brp", "grp"),
    ("bnp per invånare", "grp_per_capita"),
    ("nya bolag", "new_registrations"),
    ("cirkulär ekonomi", "circular_share"),
    ("prognos", "population_projection"),
    ("Åre", "2321"),
    ("are", "2321"),
    ("2321", "2321"),
    ("åree kommun", "2321"),
    ("Stockholm", "0180"),
    ("stockholms län", "01"),
    ("Gotland", "09"),
    ("gotlands kommun", "09"),
    ("Västra Götaland", "14"),
    ("riket", "00"),
    ("Håbo", "0305"),
    ("habo", "0643"),
    ("Ostersund", "2380"),
    ("Örnsköldsvik", "2284"),
    ("ornskoldvik", "2284"),
    ("30 november 2026", MEETING_DAY),
    ("2026-11-30", MEETING_DAY),
    ("möte november", MEETING_DAY),
    ("näringslivsdialog", MEETING_DAY),
    ("utsikter", "/utsikter"),
    ("kommuner Jämtlands län", "23"),
    ("kalmar lan konkurser", "bankruptcies 08"),
    ("folkmangd uppsala lan", "population 03"),
    ("konkurser Kalmar", "bankruptcies 0880"),
    ("region jämtland härjedalen", "23"),
    ("kommunernas arbetslöshet", "unemployment_rate"),
    ("ungdomsarbetslöshet", "af_unemployed_share"),
    ("unga arbetslösa", "af_unemployed_share"),
    ("kvinnosysselsättning", "employment_rate"),
    ("invånarantal", "population"),
    ("20261130", MEETING_DAY),
    ("utsikter krokom", "/utsikter 2309"),
    ("åre folkmängd 2023", "population 2321"),
    ("turism 2026 åre", "guest_nights 2321"),
    ("konkurser 2026-08 krokom", "bankruptcies 2309"),
    ("arbetslöshet åre 20-64 år", "unemployment_rate 2321"),
    ("konkurser 23", "bankruptcies 23"),
    ("hur många är arbetslösa i östersund", "unemployed 2380"),
    ("arbetslöshet 2380", "unemployment_rate 2380"),
    ("konkurser", "bankruptcies"),
    ("arbetslöshetssiffror", "unemployment_rate"),
    ("unemployment", "unemployment_rate"),
    ("SE322", "23"),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    (folder / f"{MEETING_DAY}.toml").write_text(meeting_of(SLIDES), encoding="utf-8")
    pages = (("/utsikter", "Utsikter", ("bedömningar", "framtid")), ("/om", "Om statistiken", ("källor", "metod")))
    return Index(
        (
            *entries.measures(),
            *entries.all_of_sweden("23"),
            *entries.meetings(Material(Data(Store(folder), meetings=folder, shows_drafts=True))),
            *entries.pages(pages),
        )
    )


@pytest.mark.parametrize(("query", "first"), FIRST_HITS)
def test_a_query_finds_what_is_meant_first(index, query, first):
    found = index.search(query)
    hit = found.hits[0]
    assert " ".join((hit.entry.key, *hit.places)) == first
    assert found.is_meant == (" " in first and not first.startswith("/"))


def test_every_place_is_found_by_its_name_and_by_its_code(index):
    for code, place in places.all_places().items():
        if code == "0980":
            continue  # Gotland is told once, as county
        for query in (place.full_name, code):
            assert index.search(query).hits[0].entry.key == code, query


def test_every_measure_is_found_by_its_titles_and_declares_synonyms(index):
    for one in catalogue.shown():
        assert one.synonyms and len(set(one.synonyms)) == len(one.synonyms), one.id
        assert index.search(one.short_title_sv).hits[0].entry.key == one.id
        for query in (one.title_sv, *one.synonyms):
            assert one.id in [hit.entry.key for hit in index.search(query).of(Sort.MEASURE)], query


def test_a_measure_is_found_by_its_table_and_by_a_way_it_is_shown_in(index):
    assert "unemployment_rate" in [hit.entry.key for hit in index.search("TAB6260").hits]
    assert index.search("arbetslöshet karta").hits[0].entry.key == "unemployment_rate"


def test_a_year_a_month_or_an_age_is_no_place(index):
    """2026 is Gagnef's code and 24 Västerbotten's, but for those who write them with a measure they are none."""
    for query in ("konkurser 2026", "konkurser 2023", "konkurser augusti", "konkurser kv3 2026", "konkurser 16-24 år"):
        assert (index.search(query).hits[0].entry.key, index.search(query).hits[0].places) == ("bankruptcies", ()), (
            query
        )
    assert index.search("14 november").hits[0].entry.sort is Sort.MEETING
    assert index.search("2026").hits[0].entry.key == "2026"
    assert index.search("norska gäster").hits[0].entry.key == "guest_nights"
    assert (index.search("fler jobb").hits[0].entry.key, index.search("fler jobb").hits[0].places) == (
        "new_vacancies",
        (),
    )


def test_a_word_that_says_nothing_here_hides_nothing_that_the_others_find(index):
    found = index.search("arbetslösa frimärken")
    assert (found.unknown, found.is_meant) == (("frimarken",), False)
    assert "unemployed" in [hit.entry.key for hit in found.hits]
    assert [hit.entry.key for hit in index.search("Åre Berg").hits] == ["2321", "2326"]
    for query in ("Västerås Borås", "jämfört Västerås med Borås"):  # a meeting told of both is no nearer than they are
        assert [hit.entry.key for hit in index.search(query).hits[:2]] == ["1980", "1490"]
    there = index.search("frimärken Åre")
    assert (there.hits[0].entry.key, there.unknown, there.is_meant) == ("2321", ("frimarken",), False)


def test_every_page_that_stands_at_one_address_is_found_by_its_name(tmp_path):
    """But for the search itself; names as the menu has them."""
    client, lost = create_app(made_site(tmp_path)).server.test_client(), []
    for kind in all_pages():
        if kind.is_open or kind.address == "/sok" or not isinstance(kind, PageKind):
            continue
        name = kind.menu_sv or next(iter(kind.synonyms), kind.address)
        text = client.get("/sok", query_string={"q": name}).text
        hits = re.findall(r'class="traff-namn"><a [^>]*?href="([^"?]+)', text)
        if kind.address not in hits[:2]:
            lost.append(f"{kind.address} by {name}: {hits[:3]}")
    assert lost == []


def test_a_page_of_a_place_is_found_for_the_places_beside_it(tmp_path):
    client = create_app(made_site(tmp_path)).server.test_client()
    for query, href in (
        ("faktablad östersund", "/faktablad?region=2380"),
        (
            "jämför åre östersund",
            "/jamfor?matt=arbetsloshet,sysselsattningsgrad,nya-lediga-jobb,folkmangd&amp;region=2321,2380",
        ),
        ("kalender åre", "/kalender?region=2321"),
    ):
        text = client.get("/sok", query_string={"q": query}).text
        assert re.findall(r'class="traff-namn"><a [^>]*?href="([^"]+)', text)[0] == href


def test_a_year_beside_a_measure_is_offered_where_the_measure_has_it(tmp_path):
    client = create_app(made_site(tmp_path)).server.test_client()

    def seen(query: str):
        return client.get("/sok", query_string={"q": query})

    href = "/indikator/arbetsloshet?fran=2025-01&amp;till=2025-12"
    assert (
        f'href="{href}"' in seen("arbetslöshet 2025").text and client.get(href.replace("&amp;", "&")).status_code == 200
    )
    for query in ("arbetslöshet 1991", "arbetslöshet augusti 2025", "arbetslöshet 2024 2025", "arbetslöshet"):
        assert "till=" not in seen(query).text, query
    assert seen("arbetslöshet åre 2025").headers["Location"].endswith("region=2321&fran=2025-01&till=2025-12")


@pytest.mark.parametrize("query", ["", "   ", "!?", "qqqqqq", "å", "x" * 5_000, "%00<script>", "\u0301", "0" * 90])
def test_what_means_nothing_finds_nothing_and_breaks_nothing(index, query):
    assert not index.search(query).is_meant
