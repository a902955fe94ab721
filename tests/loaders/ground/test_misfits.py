"""What is declared and not there is told with what is there, the likeliest first."""

import pytest

from loaders.ground.errors import SourceChanged, SourceUnreachable, joined, misfits_of
from loaders.ground.misfits import Misfit, Role, ranked


def names(found):
    return [candidate.name for candidate in found]


@pytest.mark.parametrize(
    ("sought", "there", "likeliest"),
    [
        ("UNGAK", ["KVIAK", "UNGSOK", "UNG_AK", "MANAK"], "UNG_AK"),
        (r"^(AB|Aktiebolag)$", ["Bolag", "Aktiebolagen", "Handelsbolag"], "Aktiebolagen"),
        (r"flyttningsöverskott inrikes\b", {"1": "invandringar", "2": "flyttnetto, inrikes", "3": "födda"}, "2"),
        (r"^M[aå]nad$", ["År", "MÅNADEN", "Län"], "MÅNADEN"),
        (r"^web-platser(?!.*arsgenomsnitt).*-(?P<period>20\d{2}-\d{2})\.xlsx$", ["web-varsel-2026-10.xlsx",
         "web-platserna-2026-10.xlsx"], "web-platserna-2026-10.xlsx"),
    ],
)  # fmt: skip
def test_the_likeliest_is_what_looks_or_reads_most_alike(sought, there, likeliest):
    assert names(ranked([sought], there))[0] == likeliest


def test_what_something_else_declared_has_is_less_likely():
    labels = {"235": "samtliga inflyttningar", "300": "inflyttade"}
    assert names(ranked(["inflyttningar"], labels))[0] == "235"
    assert names(ranked(["inflyttningar"], labels, taken={"235"}))[0] == "300"


def test_nothing_that_is_there_is_no_candidate_and_no_hint():
    misfit = Misfit(source="scb", table="TAB1", role=Role.CODE, declared="1")
    assert ranked(["a"], []) == () and misfit.hint == ""


def test_a_hint_names_three_with_their_labels():
    found = ranked(["b"], {"a": "alfa", "b1": "beta", "b2": "b2", "c": "gamma"})
    misfit = Misfit(source="scb", table="TAB1", role=Role.CODE, declared="b", candidates=found)
    assert len(misfit.likeliest) == 3 and misfit.hint.startswith("the likeliest are 'b1' (beta), 'b2', ")


def test_several_reasons_become_one_that_keeps_all_misfits():
    one, two = (Misfit(source="scb", table="TAB1", role=Role.CODE, declared=code) for code in "12")
    reasons = [SourceChanged("first", [one]), SourceChanged("second", [two, one]), SourceChanged("first", [one])]
    assert str(joined(reasons)) == "first; second"
    assert joined(reasons).misfits == (one, two) == misfits_of(reasons)
    unreachable = SourceUnreachable("gone")
    assert joined([unreachable]) is unreachable and misfits_of([unreachable]) == ()
