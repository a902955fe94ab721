"""What has happened to the figures of a published meeting since, judged by the rules of then."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.data.series import Data
from dashboard.publishing.composing import used_by
from dashboard.publishing.ruling import rules_of
from dashboard.publishing.since import _again, changed_cells, once, since
from dashboard.views.selection import Selection
from dashboard.words import Compared, Word
from dashboard.words.judging import kept as rules
from dashboard.words.judging.judge import judge
from dashboard.words.judging.thresholds import judged_by
from loaders.store import Store
from tests.dashboard.made import add_revision
from tests.editions.fixture import DAY, material_of
from tests.publishing.site import LATER, MONTH, PLACE, Site, main_of, published, revise


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Site:
    """A published meeting that no test changes."""
    return published(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def site(kept, tmp_path) -> Site:
    """One of the test's own."""
    return kept.copied(tmp_path)


def test_what_has_happened_since_names_exactly_the_revised_cells(site):
    edition = site.newest()
    nothing = since(edition, material_of(site.settings).data)
    assert nothing.rows == () and nothing.not_checked == ()
    assert nothing.told.startswith("Sedan publiceringen har ingen av ") and nothing.count > 40
    now = revise(site.settings)
    found = since(edition, material_of(site.settings).data)
    told = {(row.what_sv, row.before, row.now) for row in found.rows}
    assert len(found.rows) == len(now)
    population = next(row for row in found.rows if row.what_sv.startswith("Folkmängd"))
    assert "Jämtlands län" in population.what_sv and "augusti 2026" in population.what_sv
    assert (population.before.replace("\xa0", " "), population.now.replace("\xa0", " ")) == ("132 800", "132 750")
    jobless = next(row for row in found.rows if row.what_sv.startswith("Arbetslöshet"))
    assert "Åre" in jobless.what_sv and "augusti 2026" in jobless.what_sv and jobless.now == "9,9", told
    after = Data(Store(site.settings.store_dir), today=lambda: date(2027, 1, 21))
    assert since(edition, after).told.startswith("Sedan mötet har 2 av ")
    assert f"har 2 av {found.count:,}".replace(",", " ") in found.told.replace("\xa0", " ")
    page = site.client.get(f"/mote/{DAY}").text
    assert "132 750" in page.replace("\xa0", " ") and "132 750" not in main_of(page).replace("\xa0", " ")


def test_a_changed_conclusion_comes_first_and_is_said(site):
    add_revision(Store(site.settings.store_dir), "unemployment_rate", {(PLACE, MONTH): 5.9}, at=LATER)
    found = since(site.newest(), material_of(site.settings).data)
    assert found.rows[0].conclusion_sv == "ändrad" and not found.rows[0].stands
    assert found.told.endswith("har ändrats.") and "ingen slutsats" not in found.told


def test_changed_conclusions_of_one_measure_for_two_places_are_two(site):
    edition = site.newest()
    used = next(used for _, used in edition.used if used.indicator == "unemployment_rate" and used.place == PLACE)
    other = used_by(Selection(indicator="unemployment_rate", region="2321"), material_of(site.settings))
    only = replace(edition, slides=(replace(edition.slides[0], used=(used, other)),))
    changed = {(PLACE, MONTH): 5.9, ("2321", MONTH): 9.9}
    add_revision(Store(site.settings.store_dir), "unemployment_rate", changed, at=LATER)
    assert since(only, material_of(site.settings).data).told.endswith("; två slutsatser har ändrats.")


def test_what_comes_for_the_first_time_is_no_revision(site):
    """A cell that was not published has no number to revise; one that was hidden and is told now has changed."""
    used, slides = next(iter(once(site.newest())))
    lacking = tuple((None, *row[1:]) for row in used.values)
    for was, told in (("not_published", []), ("suppressed", ["sekretess"] * len(lacking))):
        then = replace(used, values=lacking, status=tuple((was, *row[1:]) for row in used.status))
        assert [one.before for one in changed_cells(then, used, slides)] == told


def test_what_has_come_since_is_judged_by_the_limits_of_then(site):
    """From 3,1 to 2,8 is *något lägre*; by limits of half a point it was *i stort sett oförändrad*, and still is."""
    edition = site.newest()
    wide = tuple(replace(rule, slight="0.5", plain="0.8") if rule.kind == "rate" else rule for rule in edition.rules)
    used = next(used for _, used in edition.used if used.indicator == "unemployment_rate" and used.place == PLACE)
    assert used.said.word == "slight"
    data = material_of(site.settings).data
    assert _again(used, data, is_by_today=True).said.word == "slight"
    with judged_by(rules_of(replace(edition, rules=wide))):
        assert _again(used, data, is_by_today=False).said.word == "unchanged"
    assert since(edition, data).rows == ()


def test_a_rule_changed_today_leaves_the_verdict_of_an_edition_of_yesterday(site, monkeypatch):
    """Today nothing is said of a change of fewer than a thousand times the usual, and *klart* of all else."""

    def judge_otherwise(facts):
        claim = judge(facts)
        return replace(claim, word=Word.CLEAR) if isinstance(claim, Compared) else claim

    edition, data = site.newest(), material_of(site.settings).data
    assert edition.rules_version == rules.NEWEST == 1
    add_revision(Store(site.settings.store_dir), "unemployment_rate", {(PLACE, MONTH): 2.7}, at=LATER)
    before = since(edition, data)
    assert [(row.conclusion_sv, row.stands) for row in before.rows] == [("står sig", True)]
    otherwise = rules.Rules(judge_otherwise, replace(rules.VERSIONS[1].tests, rare_below=10_000, z=1960.0))
    monkeypatch.setattr(rules, "VERSIONS", {**rules.VERSIONS, 2: otherwise})
    monkeypatch.setattr(rules, "NEWEST", 2)
    assert since(edition, data) == before
    by_todays = since(replace(edition, rules_version=2), data)
    assert [(row.conclusion_sv, row.stands) for row in by_todays.rows] == [("ändrad", False)]
    of_tomorrow = since(replace(edition, rules_version=3), data)
    assert of_tomorrow.told == "Revideringar har inte kunnat kontrolleras sedan 27 november 2026."
