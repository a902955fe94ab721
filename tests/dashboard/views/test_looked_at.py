"""What was seen wrong by looking at every measure in every way, by kind: measured over the ways that draw so."""

import re
from itertools import pairwise

import pytest

from dashboard.figures.scales import LEAST_PART, text_width
from dashboard.figures.theme import ROUND_ENDS
from dashboard.model import Size
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from tests.dashboard.clipping import clipped

NOT_FROM_ZERO = "Axeln börjar inte vid noll."


def seen(demo, slug: str, words: str, size: Size = Size.SCREEN):
    return view(parse(f"/indikator/{slug}", words), demo, size)


@pytest.mark.parametrize(
    ("slug", "way", "axis"),
    [
        ("sysselsattningsgrad", "kommuner", "xaxis"),
        ("sysselsattningsgrad", "rangordning", "xaxis"),
        ("sysselsattningsgrad", "fordelning", "xaxis"),
        ("arbetsloshet", "kommuner", "xaxis"),
        ("arbetsloshet", "fordelning", "xaxis"),
        ("nya-lediga-jobb", "index", "yaxis"),
        ("arbetslosa", "index", "yaxis"),
        ("folkmangd", "niva", "yaxis"),
        ("foretagsklimat", "niva&region=23", "xaxis"),  # of its municipalities
    ],
)
def test_an_axis_without_zero_is_said_and_one_with_it_is_not(demo, slug, way, axis):
    made = seen(demo, slug, f"matt={way}" if "region" in way else f"region=2321&matt={way}")
    ticks = made.figure["layout"][axis]["tickvals"]
    assert (NOT_FROM_ZERO in made.caption) == (0 not in ticks)


def test_a_place_of_another_county_is_none_of_the_countys(demo):
    """Lowest, highest and *how many of its municipalities* are of the county, whatever else is compared with."""
    other = "0114"
    for way, said in (("kommuner", "i länet hade"), ("smadiagram", "av länets åtta kommuner")):
        alone, beside = (seen(demo, "arbetsloshet", f"region=23&{more}matt={way}") for more in ("", f"jamfor={other}&"))
        assert said in f"{beside.headline} {beside.sentence}" and "Väsby" not in f"{beside.headline} {beside.sentence}"
        assert (beside.headline, beside.sentence) == (alone.headline, alone.sentence)
        assert "Upplands Väsby kommun" in beside.alt and "Väsby" not in alone.alt


def test_an_area_of_several_counties_stands_among_its_own_municipalities(demo):
    """Two of its three were counted, the home county's were ranked, and their lines were called the county's."""
    area = "region=2303%2B2305%2B2281&namn=Tre"
    small = seen(demo, "arbetsloshet", f"{area}&matt=smadiagram")
    assert "områdets tre kommuner" in small.headline and len(small.tables.series.columns) == 1 + 3 + 1
    dots = seen(demo, "arbetsloshet", f"{area}&matt=kommuner")
    assert "Krokom" not in dots.sentence and " i Tre hade " in dots.sentence and "områdets kommuner" in dots.alt
    level = seen(demo, "arbetsloshet", area)
    assert "Grå linjer: områdets kommuner." in level.caption
    assert [row[0] for row in level.table.rows][:3] == ["Bräcke", "Ragunda", "Sundsvall"]


def test_the_place_that_is_shown_instead_is_not_compared_with_itself(demo):
    """Notices of Åre are the county's: asked for beside the county it stood there twice, in figure and file."""
    made = seen(demo, "varsel", "region=2321&jamfor=23,00")
    assert made.places.compared == () and made.numbers.columns.codes == ("23",)


def test_dots_take_a_fair_part_of_their_axis_and_are_as_large_as_elsewhere(demo):
    """Employment is 76–87 per cent: from zero its 290 dots were a smudge of two px each."""
    sizes = {}
    for slug in ("arbetsloshet", "sysselsattningsgrad", "langtidsarbetslosas-andel"):
        figure = seen(demo, slug, "region=2321&matt=fordelning").figure
        (others,) = (trace for trace in figure["data"] if trace.get("name") == "other")
        low, high = figure["layout"]["xaxis"]["range"]
        assert max(others["x"]) - min(others["x"]) > (high - low) * LEAST_PART
        (crowd,) = (one for one in figure["layout"]["shapes"] if one.get("fillrule") == ROUND_ENDS)
        sizes[slug] = crowd["line"]["width"]
        assert clipped(figure, 962) == [] and clipped(figure, 1092) == []
    assert min(sizes.values()) > 6


def test_a_part_of_riket_is_said_alike_in_sentence_and_figure_and_is_no_staircase(demo):
    """A rounded share was rounded again for the label: 1,2 in the sentence stood as 1,3 at the line."""
    for region in ("23", "2321", "2305"):
        made = seen(demo, "nya-lediga-jobb", f"region={region}&matt=riksandel")
        labels = [note["text"] for note in made.figure["layout"]["annotations"]]
        (key,) = (text.removeprefix("Folkmängd ") for text in labels if text.startswith("Folkmängd "))
        assert f"{key} procent av befolkningen" in made.sentence
        (own,) = (trace for trace in made.figure["data"] if trace.get("name") == "Nya lediga jobb")
        steps = {round(abs(b - a), 6) for a, b in pairwise(own["y"]) if a is not None and b is not None} - {0}
        assert min(steps) < made.figure["layout"]["yaxis"]["tickvals"][-1] / 100


def test_the_lowest_that_a_number_can_be_is_said_so_and_has_no_distance(demo):
    made = seen(demo, "langtidsarbetslosas-andel", "region=2321&matt=kommuner")
    texts = [note["text"] for note in made.figure["layout"]["annotations"]]
    assert any(text.startswith("Jämtlands län minst ") for text in texts)
    gap = seen(demo, "langtidsarbetslosas-andel", "region=2321&matt=gap")
    assert gap.figure is None and "dolda" in gap.sentence
    year = seen(demo, "langtidsarbetslosa", "region=23&matt=fjol")
    assert year.figure is None and "dolda" in year.sentence and "minst 100" not in year.sentence
    index = seen(demo, "langtidsarbetslosa", "region=23&matt=index")
    assert index.figure is None and "dolda" in index.sentence
    rows = seen(demo, "langtidsarbetslosa", "region=23&matt=versioner").tables.series.rows
    assert all(cell.startswith("minst") for row in rows for cell in row[1:-1] if cell)


def test_no_change_is_told_across_a_break_of_any_place(demo):
    """The ages counted changed in January 2026: the county's and riket's rows had a change that no municipality had."""
    for way in ("fordelning", "karta"):
        table = seen(demo, "andel-inskrivna-arbetslosa", f"region=2321&matt={way}").table
        assert "på ett år" not in [column.title for column in table.columns] and len(table.rows) == 10
    assert "Ett år tidigare" not in seen(demo, "inskrivna-arbetslosa", "region=23&matt=per-tusen").sentence
    assert "Ett år tidigare" in seen(demo, "sysselsatta", "region=23&matt=per-tusen").sentence
    assert seen(demo, "inskrivna-arbetslosa", "region=23&till=2023-12&matt=tolv").before == ""


def test_a_point_that_is_not_whole_is_hollow_at_the_end_of_its_line_too(demo):
    made = seen(demo, "nyregistrerade-foretag", "region=23&matt=serie")
    ends = made.figure["data"][-1]["marker"]
    assert ends["color"] == ["#FFFFFF"] and "Ihålig punkt: siffran är inte komplett än." in made.caption


def test_a_break_cuts_small_multiples_too(demo):
    made = seen(demo, "andel-inskrivna-arbetslosa", "region=2321&matt=smadiagram")
    upright = [one for one in made.figure["layout"]["shapes"] if one["x0"] == one["x1"]]
    (others,) = (trace for trace in made.figure["data"] if trace.get("name") == "place")
    assert len(upright) == 8 and others["y"].count(None) == 2 * 7 - 1
    assert "Lodrätt streck, januari 2026: ej jämförbart." in made.caption


def test_words_of_breaks_stand_apart(demo):
    for way in ("tolv", "fjol", "per-tusen"):
        figure = seen(demo, "gastnatter", f"region=23&matt={way}").figure
        margin = figure["layout"]["margin"]
        across = 962 - margin["l"] - margin["r"]
        first, last = (int(end[:4]) * 12 + int(end[5:7]) for end in figure["layout"]["xaxis"]["range"])
        ends = [
            (int(note["x"][:4]) * 12 + int(note["x"][5:7]) - first) / (last - first) * across
            for note in figure["layout"]["annotations"]
            if note["text"] == "ändrad metod"
        ]
        wide = text_width("ändrad metod", 14.5 * 0.92)
        assert all(after - before >= wide for before, after in pairwise(ends))


def test_a_change_in_a_year_is_in_the_unit_of_what_is_no_number_of_anything(demo):
    """An index of 100 has no per cent that begin at 100 of something: half of the line was missing."""
    made = seen(demo, "barometerindikatorn", "matt=fjol")
    (line,) = (trace for trace in made.figure["data"] if trace.get("mode") == "lines")
    assert (
        None not in line["y"][12:]
        and "enheter" in made.subtitle
        and "%" not in made.figure["layout"]["yaxis"]["ticktext"][-1]
    )


def test_gaps_are_told_and_a_change_of_years_ago_is_no_newest_one(demo):
    assert "påsken" in seen(demo, "gastnatter", "region=23&matt=fjol").caption
    assert "minst 100" in seen(demo, "nyregistrerade-foretag", "region=23&matt=fjol").caption
    stale = seen(demo, "nya-lediga-jobb", "region=2305&matt=fjol")
    assert stale.figure is None or stale.period >= "2025-10"


def test_headlines_say_what_something_is_lower_than_and_no_two_numbers_meet(demo):
    gap = seen(demo, "andel-inskrivna-arbetslosa", "region=23&matt=gap")
    assert gap.headline == "Andelen inskrivna arbetslösa i Jämtlands län var 0,5 procentenheter lägre än i riket"
    for slug in ("brp", "sysselsatta-per-ar"):
        assert not re.search(r"\b20\d\d \d+ procent", seen(demo, slug, "region=23&matt=index").headline)


def test_the_only_publication_is_the_one_whose_figures_are_shown(demo):
    for slug in ("folkmangd", "lediga-jobb-scb"):
        made = seen(demo, slug, "region=23&matt=versioner")
        told = re.search(r"Den enda publicering .* är den (.+)\.", made.sentence)
        assert told is None or told[1] in made.source


def test_few_columns_of_publications_stand_near_each_other(demo):
    figure = seen(demo, "barometerindikatorn", "matt=versioner").figure
    low, high = figure["layout"]["xaxis"]["range"]
    rules = [one["x1"] for one in figure["layout"]["shapes"]]
    assert low == 0 and 0 < max(rules) <= high * 0.6


def test_the_chosen_place_has_paper_around_its_outline_and_large_areas_their_names(demo):
    figure = seen(demo, "sysselsattningsgrad", "region=2380&matt=karta").figure
    names = [trace["name"] for trace in figure["data"]]
    assert names.count("around") == names.count("chosen") == 2
    assert all(names[n - 1] == "around" for n, name in enumerate(names) if name == "chosen")
    texts = " ".join(note["text"] for note in figure["layout"]["annotations"])
    assert all(name in texts for name in ("Härjedalen", "Strömsund", "Krokom", "Östersund"))


def test_no_index_is_made_of_a_few_events(demo):
    """Two bankrupt a month are 100, so that one more was 50: the line went to 8 000."""
    made = seen(demo, "konkurser-anstallda-bransch", "region=2305&matt=index")
    assert made.figure is None and "minst 10 i medeltal" in made.sentence
    assert seen(demo, "nyregistrerade-foretag", "region=2380&matt=index").figure is not None


def test_a_line_of_small_changes_is_no_staircase_and_says_the_same(demo):
    made = seen(demo, "folkmangd", "region=23&matt=fjol")
    (own,) = (trace for trace in made.figure["data"] if trace.get("name") == "Jämtlands län")
    known = [(value, text) for value, text in zip(own["y"], own["text"], strict=True) if value is not None]
    assert len({value for value, _ in known}) > 60
    assert all(re.fullmatch(r"[+−]?\d(,\d)?.%", text) for _, text in known)
