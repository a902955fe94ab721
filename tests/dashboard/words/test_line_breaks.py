"""Where no line ends: spans, numbers with units, dates and codes; on every page, sheet and form from one place."""

import pytest

from dashboard.words.line_breaks import JOINER, bound, bound_within
from dashboard.words.swedish import NBSP
from loaders import catalogue


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("20–64 år", "20–|64~år"),
        ("66-åringar på 1990-talet", "66-|åringar på 1990-|talet"),
        ("3,5 procent av 2 611 personer", "3,5~procent av 2~611~personer"),
        ("den 29 oktober 2026 och i aug 2026", "den 29~oktober~2026 och i aug~2026"),
        ("22–30 november, 26 november–5 december", "22–|30~november, 26~november–5~december"),
        ("2026 steg 2024 års tal, 3 av 8 år 2026 300 fler", "2026 steg 2024~års tal, 3 av 8~år 2026 300~fler"),
        ("SNI 55, kv 3 2026, tredje kvartalet 2026", "SNI~55, kv~3~2026, tredje kvartalet~2026"),
        ("2026-11-28 i Åre", "2026-11-28 i Åre"),
        (
            "än i fjol, per 1 000 invånare 16-64 år enligt WCAG 2.1",
            "än i~fjol, per 1~000~invånare 16-|64~år enligt WCAG~2.1",
        ),
    ],
)
def test_a_line_never_ends_there(text, shown):
    assert bound(text) == shown.replace("~", NBSP).replace("|", JOINER)
    assert bound(bound(text)) == bound(text)


def test_every_unit_and_every_age_of_a_measure_stays_with_its_number():
    for declared in catalogue.shown():
        unit = bound(f"3 {declared.unit_sv}")
        assert unit.startswith(f"3{NBSP}"), unit
        assert declared.title_sv.count("–") == bound(declared.title_sv).count(f"–{JOINER}")


def test_what_a_template_is_given_is_bound_but_for_addresses():
    given = {"rows": [["20–64 år"]], "address": "20–64 år", "width": 3}
    assert bound_within(given, frozenset({"address"})) == {
        "rows": [[bound("20–64 år")]],
        "address": "20–64 år",
        "width": 3,
    }
