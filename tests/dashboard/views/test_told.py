"""What a measure's page says after its claim; the persons behind a difference are one number everywhere."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from dashboard import words
from dashboard.data.series import Data
from dashboard.editions.figures_used import said_by
from dashboard.views import judged, tables
from dashboard.views.make_view import view
from dashboard.views.scene import scene
from dashboard.views.selection import parse
from dashboard.words import Compared, swedish
from dashboard.words.judging.claims import Word
from dashboard.words.judging.facts import Facts, Observation
from dashboard.words.kinds import beside, so_far
from loaders.catalogue import CATALOGUE
from loaders.ground.declarations import Kind, PlaceBasis, Status
from loaders.ground.panel import PERIOD
from loaders.ground.periods import span
from loaders.ground.places import place
from loaders.store import Delivery, Scope, Store
from tests.dashboard.made import made_store
from tests.dashboard.measures import NEW_FIRMS, VACANCIES
from tests.dashboard.words.august import TODAY, facts

LONGEST = 25
RATES = ("arbetsloshet", "sysselsattningsgrad")


def shown(data, address: str, search: str = "region=23"):
    return view(parse(f"/indikator/{address}", search, home="23"), data)


@pytest.mark.parametrize("slug", RATES)
def test_sentence_table_and_dot_have_the_same_persons(data, slug):
    """Points × base: the gate's number in the table, and grey is the dot whose gate fails."""
    for until in ("2025-03", "2026-01", "2026-08"):
        seen = scene(parse(f"/indikator/{slug}", f"region=23&till={until}&matt=kommuner", home="23"), data)
        order = tables.rows_in_order(seen)
        cells = tables.changes_in_persons(seen, data, order)
        persons = tables.persons_of_changes(seen, data)
        made = shown(data, slug, f"region=23&till={until}&matt=kommuner")
        assert "motsvarar personer" in [column.title for column in made.table.columns]
        for where, cell in zip(order, cells, strict=True):
            claim = judged.judged(seen, data, where, seen.newest)
            assert isinstance(claim, Compared) and claim.gate is not None
            size = abs(persons[seen.raw.regions.index(where.code)])
            assert size == pytest.approx(claim.persons)
            assert (size < 20) is not claim.gate.passed
            assert cell.lstrip("+−") in (swedish.about_signed(size, 20).lstrip("+"), cell.lstrip("+−"))
            if not claim.gate.passed and "omkring" in (said := words.sentence(claim)):
                told = re.search(r"omkring (\d+) person", said)
                assert told and told[1] == cell.lstrip("+−")


def test_the_gap_is_one_number_rounded_once(data):
    made = shown(data, "arbetsloshet", "region=2313&matt=gap")
    told = re.search(r"motsvarar omkring (\d+) personer", made.sentence)
    assert told is not None
    lines = [trace for trace in made.figure["data"] if trace.get("name") == "Jämtlands län"]
    last = [value for value in lines[0]["y"] if value is not None][-1]
    assert abs(last) == int(told[1]) and f"{swedish.signed(last)} personer" in made.alt
    own = next(row for row in made.table.rows if row[0] == "Strömsund")
    assert own[-1] == swedish.signed(last) and made.table.columns[2].title == "mot Jämtlands län"
    assert made.sentence.count("I Strömsunds kommun var arbetslösheten") == 1


def test_the_count_of_unemployed_is_followed_by_the_verdict_of_the_share(data):
    rate, count = (shown(data, slug) for slug in ("arbetsloshet", "arbetslosa"))
    word = re.search(r"procent i augusti, (.+?) än i augusti i fjol|procentenheter (\w+) än", rate.sentence)
    assert word is not None
    assert count.claim is not None and not count.claim.word.is_change
    assert "Om det är en förändring bedöms på andelen" in count.sentence
    assert " Arbetslösheten var " in count.sentence


def test_the_largest_change_and_the_rest_of_the_county_are_told(data):
    assert re.search(r"Störst förändring bland .+ hade ", shown(data, "arbetsloshet").sentence)
    large = shown(data, "arbetsloshet", "region=2380").sentence
    assert re.search(r" I övriga länet var den \d,\d procent\.", large)
    assert "övriga länet" not in shown(data, "arbetsloshet", "region=2303").sentence


def test_the_largest_change_is_never_smaller_than_one_in_the_table_beside_it_unless_it_says_among_whom():
    """0,6 points of 3 000 are 18 persons and get no word, 0,3 of 30 000 are 90; 0,9 of 5 000 are 45 and the largest."""
    rate = CATALOGUE["unemployment_rate"]

    def changed(code: str, now: float, then: float, base: float) -> words.Claim:
        return words.judge(facts(rate, now, then, place=place(code), base_now=base))

    small, large = changed("2305", 5.0, 5.6, 3_000), changed("2380", 4.0, 4.3, 30_000)
    assert beside.largest_change([small, large]).startswith(
        "Störst förändring bland kommuner med minst 20 personers skillnad hade Östersunds kommun: 0,3 procentenheter"
    )
    most = changed("2321", 4.0, 4.9, 5_000)
    assert beside.largest_change([small, large, most]).startswith("Störst förändring bland länets kommuner hade Åre ")


def test_the_share_of_riket_stands_beside_that_of_the_population(data):
    """132 800 of 10 590 000 inhabitants are 1.25 per cent."""
    assert re.search(
        r"Jämtlands län hade \d,\d+ procent av rikets sysselsatta och 1,3 procent av befolkningen i augusti\.",
        shown(data, "sysselsatta").sentence,
    )
    assert "av rikets" not in shown(data, "sysselsatta", "region=00").sentence


def test_a_recovery_names_the_chosen_month(data):
    said = shown(data, "arbetsloshet", "region=23&fran=2021-08").sentence
    assert "augusti 2021 (" in said
    assert "augusti 2021" not in shown(data, "arbetsloshet").sentence


def test_what_is_regained_of_a_rise():
    """From 4,0 to 5,0 and back to 4,4: 60 per cent; a rise of 0,4 is only told as a difference."""
    claim = words.judge(facts(CATALOGUE["unemployment_rate"], 4.4, 5.0))
    assert beside.recovery(claim, ("2021-08", 4.0), ("2023-08", 5.0)) == (
        "Sedan augusti 2021 (4,0 procent) steg arbetslösheten som mest till 5,0 procent, i augusti 2023. "
        "Av uppgången är 60 procent återhämtad."
    )
    assert beside.recovery(claim, ("2021-08", 4.6), ("2023-08", 5.0)) == (
        "Jämfört med augusti 2021 (4,6 procent) är arbetslösheten 0,2 procentenheter lägre."
    )


def test_both_fell_is_said_on_the_page_of_either(data):
    lower = words.judge(facts(CATALOGUE["unemployment_rate"], 3.3, 3.6))
    employed = words.judge(facts(CATALOGUE["employment_rate"], 80.4, 80.9))
    assert judged.both_fell((employed, lower)).startswith("Arbetslösheten var något lägre än i fjol, men det var också")


def test_the_year_so_far_leaves_out_a_fragment_and_a_season_up_to_march():
    series = {p: 1000.0 for p in span("2025-01", "2026-08")}
    claim = words.judge(facts(VACANCIES, 300, 1000, history=series, now_status=Status.INCOMPLETE))
    assert so_far.year_to_date(claim).replace("\u00a0", " ") == (
        "Hittills i år, till och med juli, har 7 000 nya jobb anmälts, lika många som samma månader i fjol (7 000)."
    )


def test_a_normal_year_is_the_median_without_the_pandemic():
    """Second quarters of 2021 (pandemic) to 2025: 900, 240, 260, 250, 246; the median of four is 248."""
    declared = replace(NEW_FIRMS, comparisons=CATALOGUE["new_firms"].comparisons)
    series = {f"{year}-Q2": value for year, value in zip(range(2021, 2026), (900, 240, 260, 250, 246), strict=True)}
    known = Facts(indicator=declared, place=place("23"), today=TODAY, now=Observation("2026-Q2", 212), history=series)
    assert words.normal_year(words.judge(known)).endswith("ett normalår (248, medianen av 2022–2025).")
    unsure = replace(known, now=Observation("2026-Q2", 212, Status.INCOMPLETE))
    assert words.normal_year(words.judge(unsure)) == "Ett normalår är det 248, medianen av 2022–2025."


def test_every_sentence_of_every_page_is_short_and_every_headline_names_its_place(data):
    for indicator in (CATALOGUE[id_] for id_ in data.store.indicators()):
        if indicator.supporting:
            continue
        for code in ("23", "2303", "2380", "00"):
            for more in ("", "&matt=gap", "&matt=kommuner", "&matt=tolv", "&fran=2022-08"):
                if (more and indicator.kind is not Kind.RATE) or (code == "00" and "matt=gap" in more):
                    continue
                made = shown(data, indicator.slug, f"region={code}{more}")
                for part in re.split(r"(?<=\.) (?=[A-ZÅÄÖ0-9”])", made.sentence):
                    assert len(part.split(" ")) <= LONGEST, (indicator.id, code, more, part)
                assert "i länet" not in made.headline.removesuffix("i länet") or "lägst" in made.headline.lower()
                assert len(made.headline) <= 90


def test_seat_and_current_prices_stand_in_titles():
    for indicator in CATALOGUE.values():
        if indicator.place_basis is PlaceBasis.SEAT and indicator.id != "business_climate":  # firms' answers, not firms
            assert "efter säte" in indicator.title_sv, indicator.id
        if indicator.unit_sv.endswith("kronor") or "kronor per" in indicator.unit_sv:
            assert "löpande priser" in indicator.title_sv, indicator.id


@pytest.fixture(scope="module")
def lifted(tmp_path_factory):
    """The made store, of which unemployment is published again with every share 0,9 points higher."""
    root = tmp_path_factory.mktemp("lifted") / "store"
    made_store(root)
    store = Store(root)
    panel = store.read("unemployment_rate")
    raised = replace(panel, values=np.round(panel.values + 0.9, 1))
    moment = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
    with store.writing() as writer:
        writer.add(
            "unemployment_rate",
            raised,
            Delivery(table="TAB6260", updated=moment, fetched=moment, synthetic=True),
            scope=Scope({name: codes for name, codes in panel.axes.items() if name != PERIOD}),
            marks=(Status.PRELIMINARY,),
        )
    return Data(store, today=lambda: date(2026, 12, 15))


def test_a_whole_series_that_is_revised_says_so_beside_the_number(lifted):
    """On 14 November, a month before, every month stood 0,9 points lower."""
    said = shown(lifted, "arbetsloshet").sentence
    told = re.search(r"Hela serien är reviderad: arbetslösheten i augusti var (\d,\d) procent, inte (\d,\d) som", said)
    assert told is not None, said
    now, then = (float(number.replace(",", ".")) for number in told.groups())
    assert round(now - then, 1) == 0.9
    assert "som visades den 14 november." in said and "Slutsatsen, " in said and ", står sig." in said
    assert "reviderad" not in shown(lifted, "sysselsatta").sentence


def test_net_commuting_is_those_who_work_in_a_place_over_the_employed_who_live_there():
    working = words.judge(facts(CATALOGUE["employed_by_industry"], 6320, 6300))
    assert beside.net_commuting(working, 6110).endswith(
        " än det bor sysselsatta där (6 320 mot 6 110).".replace(" 3", "\u00a03").replace(" 1", "\u00a01")
    )
    assert beside.net_commuting(working, 6110).startswith("Nettopendlingen är +210: så många fler arbetar i ")
    assert beside.net_commuting(working, 6330).startswith("Nettopendlingen är −10: så många färre arbetar i ")
    assert beside.net_commuting(working, 6320).startswith("Nettopendlingen är noll: lika många arbetar i ")


ALIKE = ("equal", "unchanged", "similar", "within", "uncertain")


@pytest.mark.parametrize("then", [*ALIKE, "slight", "none"])
@pytest.mark.parametrize("now", [*ALIKE, "slight", "plain", "none"])
def test_a_conclusion_has_changed_where_its_meaning_has_and_not_where_its_words_have(now, then):
    """6 320 then and 6 310 now, beside 6 300: two words that both say that nothing changed are the same conclusion."""
    counted = CATALOGUE["employed_by_industry"]
    before = replace(words.judge(facts(counted, 6320, 6300)), word=Word(then))
    again = replace(words.judge(facts(counted, 6310, 6300)), word=Word(now))
    told = beside.revised(again, before, date(2026, 9, 14), whole=False)
    same = now == then or {now, then} <= set(ALIKE)
    assert said_by(again).concludes_as(said_by(before)) is same
    assert ("Slutsatsen ändras från" in told) is not same
    assert ("står sig i andra ord" in told) is (same and now != then)
    if (now, then) == ("similar", "unchanged"):
        assert told.endswith("Slutsatsen står sig i andra ord: ungefär lika många, då i stort sett oförändrat.")
