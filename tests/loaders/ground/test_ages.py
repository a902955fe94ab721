"""The ages Arbetsförmedlingen counts are those of the period that is said, whatever they are today."""

import pytest

from loaders.catalogue import CATALOGUE
from loaders.ground import ages
from loaders.ground.declarations import AgeLimit

GROWING = [one for one in CATALOGUE.values() if one.age_limits]


@pytest.mark.parametrize(
    ("period", "group", "oldest"),
    [
        ("2022-12", "16–64 år", "55–64 år"),
        ("2023-01", "16–65 år", "55–65 år"),
        ("2025-08", "16–65 år", "55–65 år"),
        ("2026-01", "16–66 år", "55–66 år"),
        ("2026-12", "16–66 år", "55–66 år"),
    ],
)
def test_title_group_and_labels_are_those_of_the_period(period, group, oldest):
    declared = ages.in_period(CATALOGUE["af_unemployed"], period)
    assert declared.title_sv == f"Inskrivna arbetslösa, {group} (AF)" and declared.age_group == group
    labels = [ages.label_sv(declared, "age", code) for code in ("16-66", "55-64", "18-24")]
    assert labels == [group, oldest, "18–24 år"]


def test_every_measure_of_the_publishers_ages_has_limits_and_a_break_at_each():
    assert {one.id for one in GROWING} == {one.id for one in CATALOGUE.values() if "16–66 år" in one.title_sv}
    for declared in GROWING:
        since = [limit.since for limit in declared.age_limits[1:]]
        assert since == ["2023-01", "2026-01"]
        assert set(since) <= {found.period for found in declared.breaks}


def test_a_measure_whose_ages_never_changed_is_as_declared():
    declared = CATALOGUE["unemployment_rate"]
    assert ages.in_period(declared, "2025-08") is declared and ages.as_read(declared, {"2027-01": 67}) is declared
    assert ages.label_sv(declared, "age", "20-64") == "20–64 år"


def test_a_limit_the_file_says_makes_a_break_of_its_own_from_its_month():
    read = ages.as_read(CATALOGUE["af_unemployed"], {"2026-11": 66, "2026-12": 66, "2027-01": 67, "2027-02": 67})
    assert read.age_limits[-1] == AgeLimit("2027-01", 67)
    new = read.breaks[-1]
    assert (new.period, new.reason_sv) == ("2027-01", "Från januari 2027 räknas även 67-åringar.")
    assert new.concerns({"age": "16-66"}) and new.concerns({"age": "55-64"}) and not new.concerns({"age": "18-24"})
    assert ages.in_period(read, "2027-02").title_sv == "Inskrivna arbetslösa, 16–67 år (AF)"
    assert ages.in_period(read, "2026-12").title_sv == "Inskrivna arbetslösa, 16–66 år (AF)"


def test_a_file_that_says_what_is_declared_changes_nothing():
    declared = CATALOGUE["af_unemployed_share"]
    assert ages.as_read(declared, {"2022-12": 64, "2023-01": 65, "2026-01": 66, "2026-12": 66}) is declared
