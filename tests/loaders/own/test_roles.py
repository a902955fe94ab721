"""Of who said something an organisation or a role is shown, and never a person."""

import pytest

from loaders.ground.errors import UsageError
from loaders.ground.raw import Raw
from loaders.own import read_figures, read_projections
from loaders.own.roles import is_a_person, role_in

FIGURE = """[[uppgift]]
indicator = "Export"
place = "23"
period = "2026"
value = "500"
unit = "mnkr"
{who}
when = 2026-05-12
grade = "uppgift"
"""


@pytest.mark.parametrize(
    ("written", "shown"),
    (
        ("Handelskammaren", "Handelskammaren"),
        ("Region Jämtland Härjedalen", "Region Jämtland Härjedalen"),
        ("Företagarna Östersund", "Företagarna Östersund"),
        ("Regionens analytiker", "Regionens analytiker"),
        ("analytiker i Berg", "analytiker i Berg"),
        ("Anna Andersson", ""),
        ("anna andersson", ""),
        ("ANNA", ""),
        ("Quislingbert", ""),  # a name nobody has listed
        ("Analytiker Berg", ""),  # Berg is a surname too
        ("analytiker quislingbert", ""),
        ("Anna Andersson, Handelskammaren", "Handelskammaren"),
        ("Quislingbert Ohm (Almi)", "Almi"),
        ("Q. Ohm på Åre kommun", "Åre kommun"),
        ("Handelskammaren/Quislingbert", "Handelskammaren"),
    ),
)
def test_of_who_the_parts_are_shown_that_are_surely_an_organisation_or_a_role(written, shown):
    assert role_in(written) == shown


def raw(text, name="uppgifter.toml"):
    return Raw(name=name, body=text.encode(), fetched=None)


def test_an_organisation_has_a_field_of_its_own_and_the_person_stays_in_the_file():
    (one,) = read_figures(raw(FIGURE.format(who='who = "Anna Andersson"\norganisation = "Peak Region"')))
    assert (one.told_by, one.who) == ("Peak Region", "Anna Andersson")
    (alone,) = read_figures(raw(FIGURE.format(who='organisation = "Peak Region"')))
    assert (alone.told_by, alone.who) == ("Peak Region", "")
    (unknown,) = read_figures(raw(FIGURE.format(who='who = "Peak Region"')))
    assert unknown.told_by == ""


def test_a_person_in_the_field_of_organisations_is_refused_and_not_repeated():
    assert is_a_person("Anna Quist") and not is_a_person("Anna AB") and not is_a_person("Peak Region")
    with pytest.raises(UsageError, match=r"line 7: 'organisation' looks like a person") as caught:
        read_figures(raw(FIGURE.format(who='organisation = "Anna Quist"')))
    assert "Quist" not in str(caught.value) + caught.value.message_sv


def test_a_projection_has_the_role_of_who_made_it():
    text = "årgång;kommun;år;invånare;vem\n2026;2321;2027;12800;Anna Quist, Regionen\n"
    assert read_projections(raw(text, "prognos.csv"))[0].told_by == "Regionen"
    text = "årgång;kommun;år;invånare;organisation\n2026;2321;2027;12800;Peak Region\n"
    assert read_projections(raw(text, "prognos.csv"))[0].told_by == "Peak Region"
    with pytest.raises(UsageError, match="looks like a person"):
        read_projections(raw(text.replace("Peak Region", "Anna Quist"), "prognos.csv"))


def test_each_place_of_a_projection_has_the_organisation_of_its_own_rows():
    text = "årgång;kommun;år;invånare;organisation\n2026;2321;2027;12800;Åre kommun\n2026;2380;2027;64800;Peak Region\n"
    told = {one.place.code: one.told_by for one in read_projections(raw(text, "prognos.csv"))}
    assert told == {"2321": "Åre kommun", "2380": "Peak Region"}
    (one,) = read_projections(raw(text.split("2026;2380")[0] + "2026;2321;2028;12900;\n", "prognos.csv"))
    assert one.told_by == "Åre kommun" and len(one.residents) == 2  # said once
    with pytest.raises(UsageError, match="has two organisations"):
        read_projections(raw(text.replace("2380", "2321").replace("2027;64800", "2028;64800"), "prognos.csv"))
