"""Links say what is chosen in readable words, and nothing else."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.views import ways
from dashboard.views.links import copied, foreign
from dashboard.views.selection import WORDS, Selection, link, parse
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Grain
from loaders.ground.errors import UsageError
from loaders.ground.vocabulary import DIMENSIONS

PLACES = ("00", "23", "2321", "2380", "0180", "22", "23-2380")


def back(address: str, home: str = "23") -> Selection:
    parts = urlsplit(address)
    return parse(parts.path, parts.query, home=home)


@st.composite
def selections(draw) -> Selection:
    region = draw(st.sampled_from(PLACES))
    as_of = draw(st.none() | st.dates(date(2020, 1, 1), date(2027, 1, 1)))
    if draw(st.integers(0, 4)) == 0:
        return Selection(region=region, as_of=as_of)
    indicator = draw(st.sampled_from(catalogue.shown()))
    form = {Grain.MONTH: "20{:02d}-03", Grain.QUARTER: "20{:02d}-Q2", Grain.YEAR: "20{:02d}"}[indicator.grain]
    years = sorted(draw(st.tuples(st.integers(10, 30), st.integers(10, 30))))
    offered = [way for way in ways.by_word().values() if not way.why_not(indicator)]
    way = draw(st.sampled_from(offered))
    latest = draw(st.sampled_from((0, 0, 0, 24, 120)))
    beside = tuple(code for code in draw(st.permutations(PLACES))[:3] if code != region)
    chosen = Selection(
        indicator=indicator.id,
        region=region,
        compare=draw(st.none() | st.just(beside)),
        since="" if latest else draw(st.sampled_from(("", form.format(years[0])))),
        until="" if latest else draw(st.sampled_from(("", form.format(years[1])))),
        latest=latest,
        as_of=as_of,
        way="" if way is ways.default(indicator) else way.word,
    )
    for name in indicator.dimensions:
        values = [value.code for value in DIMENSIONS[name].values]
        if values and draw(st.booleans()):
            chosen = chosen.with_value(name, draw(st.sampled_from(values)))
    return chosen


@given(selections(), st.sampled_from(("23", "22")))
def test_a_link_parses_to_what_it_was_made_from(selection, home):
    assert back(link(selection, home=home), home) == selection


@given(selections())
def test_a_link_says_nothing_that_is_default(selection):
    address = link(selection)
    assert "region=23&" not in address + "&"
    if selection.indicator:
        assert f"matt={ways.default(selection.declared).word}" not in address
    assert "=bada" not in address and "bransch=alla" not in address


def test_the_example_of_the_documentation():
    found = back("/indikator/arbetsloshet?region=2321&jamfor=23,00&fran=2022-01")
    assert found == Selection(indicator="unemployment_rate", region="2321", compare=("23", "00"), since="2022-01")


def test_matt_holds_a_part_and_a_way_of_showing():
    found = back("/indikator/sysselsatta-bransch?bransch=hotell&matt=bostad,fjol")
    assert found.full_slice() == {"basis": "residence", "classification": "SNI2007", "industry": "I"}
    assert ways.of(found).word == "fjol"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/indikator/arbetslshet", "Menade du ”arbetsloshet”?"),
        ("/indikator/arbetsloshet?regon=23", "Menade du ”region”?"),
        ("/indikator/arbetsloshet?region=2399", "Det finns ingen plats med koden ”2399”"),
        ("/indikator/arbetsloshet?kon=kvinna", "Menade du ”kvinnor”? Det som finns är: "),
        ("/indikator/arbetsloshet?kon=foo", "Kön ”foo” finns inte. Det som finns är: "),
        ("/indikator/arbetsloshet?alder=15-74", "Ålder ”15-74” finns inte. Det som finns är: "),
        ("/indikator/arbetsloshet?fran=januari", "”januari” är ingen period"),
        ("/indikator/arbetsloshet?fran=2022", "siffran finns per månad"),
        ("/indikator/brp?fran=2022-01", "siffran finns per år"),
        ("/indikator/arbetsloshet?fran=2024-01&till=2023-01", "Perioden börjar (2024-01) efter att den slutar"),
        ("/indikator/arbetsloshet?per=igår", "är inget datum"),
        ("/indikator/arbetsloshet?matt=index", "finns inte för andelar"),
        ("/indikator/folkmangd?kon=kvinnor", "finns inte uppdelad på kön"),
        ("/indikator/arbetsloshet?region=2321&jamfor=2321", "jämförs redan"),
        ("/indikator/arbetsloshet?jamfor=00,22,24,25,01", "Högst 4 platser"),
        ("/indikator/arbetsloshet?kon=kvinnor&kon=man", "står två gånger"),
        ("/indikator/arbetsloshet?senaste=24&fran=2022-01", "kan inte stå ihop med fran eller till"),
        ("/indikator/arbetsloshet?senaste=0", "är inget antal perioder"),
        ("/indikator/arbetsloshet?senaste=tio", "är inget antal perioder"),
        ("/indikator/arbetsloshet?senaste=1201", "högst 1200"),
        ("/?fran=2022-01", "gäller bara på en indikators sida"),
    ],
)
def test_what_is_not_understood_is_said_in_swedish_with_a_way_out(address, said):
    with pytest.raises(UsageError) as caught:
        back(address)
    assert said in caught.value.message_sv


@pytest.mark.parametrize("end", [".", ",", "?", "; ", "!"])
def test_the_end_of_a_sentence_behind_a_copied_address_is_no_part_of_it(end):
    """Of a name that somebody gave an area it may be one."""
    assert parse("/indikator/arbetsloshet", f"kon=kvinnor&region=2321{end}").region == "2321"
    assert parse("/indikator/arbetsloshet", "region=2303+2305&namn=Bergs m.fl.").region == "2303+2305~Bergs m.fl."


@pytest.mark.parametrize(
    "more",
    [
        "utm_source=nyhetsbrev&utm_medium=mejl",
        "fbclid=IwAR0x&gclid=1&mc_cid=2&mc_eid=3&msclkid=4&gad_source=1&_gl=1&igsh=5",
        "kon=&fran=",
        "amp;jamfor=23,00&amp;utm_source=x",
        "region=2321&region=2321",
    ],
)
def test_words_that_follow_visitors_empty_fields_and_what_is_said_twice_alike_change_nothing(more):
    plain = "/indikator/arbetsloshet?region=2321&jamfor=23,00"
    assert back(f"{plain}&{more}") == back(plain)
    assert foreign.sort_words(more, WORDS).unknown == ()


def test_no_word_of_ours_is_taken_for_one_that_follows_visitors():
    assert not [word for word in WORDS if foreign.is_tracking(word)]


@pytest.mark.parametrize(
    ("search", "told"),
    [
        ("regon=23", "Ordet ”regon” i länken betyder inget här och påverkar inte sidan. Menade du ”region”?"),
        ("a=1&b=2", "Orden ”a” och ”b” i länken betyder inget här och påverkar inte sidan."),
        (
            "a=1&b=2&c=3&d=4&e=5",
            "Orden ”a”, ”b”, ”c” och några till i länken betyder inget här och påverkar inte sidan.",
        ),
        ("region=23&utm_campaign=x", ""),
    ],
)
def test_words_nobody_knows_are_told_quietly(search, told):
    assert foreign.told_sv(foreign.sort_words(search, WORDS).unknown, WORDS) == told


@pytest.mark.parametrize(
    "link",
    [
        "/indikator/brp?region=2321",
        "https://lanspuls.example.se/indikator/brp?region=2321#innehall",
        "http://127.0.0.1:8050/indikator/brp?region=2321",
        "  <https://lanspuls.example.se/indikator/brp?region=2321> ",
        "lanspuls.example.se/indikator/brp?region=2321",
        "indikator/brp?region=2321",
    ],
)
def test_an_address_is_taken_as_it_is_copied(link):
    assert copied.path_and_query(link) == ("/indikator/brp", "region=2321")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "http://[x", "mailto:a@example.se", ""])
def test_what_is_no_address_of_a_page_is_refused_with_what_to_do(link):
    with pytest.raises(UsageError) as caught:
        copied.path_and_query(link)
    assert "Kopiera den ur webbläsaren" in caught.value.message_sv


@given(st.text(max_size=30), st.text(max_size=60))
def test_no_address_breaks_the_parser(slug, search):
    try:
        parse("/indikator/" + slug, search)
    except UsageError as error:
        assert error.message_sv


def test_every_place_can_be_chosen():
    assert all(back(f"/?region={code}").region == code for code in places.all_places())
