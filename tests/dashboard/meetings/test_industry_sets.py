"""data/sni: sets of industries that people write, their faults with file, line and what was meant."""

import pytest

from dashboard.meetings.industry_sets import file_text, parse_set, read_sets
from loaders.ground.errors import UsageError
from loaders.sni import sni_sets, templates

WRITTEN = """titel = "Utan bilverkstäder"
roll = "Regionens analytiker"
datum = 2026-11-27
version = "2"
skal = "Bilverkstäder är den största branschen i alla kommuner."
indelning = "SNI2007"
utgar_fran = "scb_2007"

[[grupp]]
titel = "Avfall"
koder = ["38.11", "3812"]

[namn]
"38.11" = "Insamling"
"""


def test_a_set_is_what_the_file_says_and_its_text_reads_back_alike():
    found = parse_set(WRITTEN, "utan-verkstader.toml")
    assert (found.id, found.title_sv, found.version) == ("utan-verkstader", "Utan bilverkstäder", "2")
    assert (found.role_sv, found.date.isoformat(), found.extends) == ("Regionens analytiker", "2026-11-27", "scb_2007")
    assert found.codes == ("3811", "3812") and found.named("38110") == "Insamling"
    assert parse_set(file_text(found), "utan-verkstader.toml") == found


@pytest.mark.parametrize(
    ("changed", "to", "told"),
    [
        ("titel =", "tittel =", "rad 1: okänd nyckel ”tittel”. Menade du ”titel”?"),
        ("SNI2007", "SNI2008", "rad 6: ”SNI2008” är ingen indelning. Menade du ”SNI2007”?"),
        ("scb_2007", "scb_207", "rad 7: ”scb_207” är ingen inbyggd lista. Menade du ”scb_2007”?"),
        ("scb_2007", "workshops_2025", "rad 7: ”workshops_2025” följer inte SNI2007."),
        ('"3812"', '"38x"', "rad 11: ”38x” är ingen kod"),
        ('"3812"', '"38"', "rad 11: ”38” och ”38.11” innehåller samma branscher."),
        ("Regionens analytiker", "Anna Berg", "rad 2: ”roll” ser ut som ett personnamn."),
        ("2026-11-27", '"i går"', "rad 3: ”i går” är inget datum."),
        ('koder = ["38.11", "3812"]', "koder = []", "rad 11: varje grupp ska ha koder"),
        ('version = "2"\n', "", "nyckeln ”version” saknas."),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_was_meant(changed, to, told):
    with pytest.raises(UsageError) as fault:
        parse_set(WRITTEN.replace(changed, to, 1), "egen.toml")
    assert fault.value.message_sv.startswith("egen.toml") and told in fault.value.message_sv


def test_a_name_that_is_taken_or_no_word_of_an_address_is_refused():
    for name, told in (("scb_2007.toml", "inbyggd lista"), ("Min lista.toml", "Döp om den")):
        with pytest.raises(UsageError) as fault:
            parse_set(WRITTEN, name)
        assert told in fault.value.message_sv


def test_a_folder_gives_its_sets_beside_its_faults(tmp_path):
    assert read_sets(tmp_path / "none").sets == ()
    (tmp_path / "a.toml").write_text(WRITTEN, encoding="utf-8")
    (tmp_path / "b.toml").write_text("titel = 1", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    found = read_sets(tmp_path)
    assert [one.id for one in found.sets] == ["a"] and len(found.problems) == 1


def test_sectors_without_evidence_have_a_name_a_reason_and_no_codes():
    assert [one.id for one in templates()] == ["besoksnaring", "forsvarsindustri", "grona_naringar"]
    assert all(one.reason_sv and one.id not in sni_sets() for one in templates())
