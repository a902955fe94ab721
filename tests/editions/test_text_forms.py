"""The text forms of the made-up edition, whose numbers stand in tests/editions/schema-1/edition.json."""

from dataclasses import replace

import pytest

from dashboard.editions.content import Corrected
from dashboard.editions.forms import text
from tests.editions.fixture import edition

SITE = "https://lanspuls.example.se"
MAKERS = {form.ending: form for form in text.FORMS}


def told(ending, shown=None):
    return MAKERS[ending].make(shown or edition()).decode("utf-8").replace("\u00a0", " ").splitlines()


def test_the_highlights_have_numbered_references_and_the_approved_question_alone():
    lines = told("-protokoll.txt")
    assert lines[:3] == [
        "Höjdpunkter ur statistiken, till minnesanteckningarna",
        "Regional näringslivsdialog 30 november 2026",
        "DEMODATA: siffrorna är påhittade.",
    ]
    assert (
        "• Arbetslösheten i Jämtlands län var 2,8 procent i augusti, något lägre än i augusti i fjol (3,1 procent). [1]"
    ) in lines
    assert f"[1] SCB, tabell TAB6260. Bild 2. DEMODATA. {SITE}/indikator/arbetsloshet?per=2026-11-27" in lines
    assert "• DEMODATA: fler bor i länet (rubrik av analytikern). [7]" in lines
    at = lines.index("Frågor från mötet")
    assert lines[at + 1 : at + 3] == [
        "• Räknas de som pendlar till Norge? (bild 2, Åre kommun)",
        "  Svar: De kan saknas bland de sysselsatta i SCB:s siffror.",
    ]
    used = {line.rpartition("[")[2].rstrip("]") for line in lines if line.endswith("]")}
    assert used == {str(n) for n in range(1, 9)}


def test_a_correction_stands_first_in_the_minutes():
    wrong = Corrected(slide=2, what_sv="arbetslöshet i Åre kommun", wrong="2,1", right="2,2")
    lines = told("-protokoll.txt", replace(edition(), number=2, note="Fel vid inläsning.", corrected=(wrong,)))
    assert "Bild 2 | – | arbetslöshet i Åre kommun | 2,1 | 2,2 | – | –" in lines[:12]


def test_a_chat_line_has_sentence_source_mark_and_an_address_that_fits_a_line():
    lines = told("-chatt.txt")
    assert (
        "Jämtlands län hade 132 800 invånare i augusti. Folkmängden ökade något på ett år, med 319 personer. "
        f"Källa: SCB, tabell TAB1625. DEMODATA. {SITE}/indikator/folkmangd?per=2026-11-27"
    ) in lines
    addresses = [word for line in lines for word in line.split() if word.startswith(SITE)]
    assert len(addresses) == 1 + 3 + 4 + 8 and max(map(len, addresses)) <= 70
    assert not any("fler bor i länet" in line for line in lines), "what goes under SCB's name is from the figures"


def test_the_agenda_has_the_forums_standing_items():
    lines = told("-dagordning.txt")
    assert "Kl. 13.00–14.00, Östersund och digitalt" in lines
    assert [line for line in lines if line[:1].isdigit()] == [
        "1. Välkomna",
        "2. Näringslivsstatistik, regional och lokal (7 minuter)",
        "3. Läget hos deltagarna: 1–2 minuter var, muntligt och utan bilder",
        "4. Fördjupning: Kompetensförsörjning",
        "5. Frågor",
        "6. Nästa möte: 14 december 2026",
    ]
    assert not any("BRP" in line for line in lines), "prepared, not shown"
    digital = replace(edition().head, held_sv="digitalt", place="Teams")
    assert "Kl. 13.00–14.00, digitalt (Teams)" in told("-dagordning.txt", replace(edition(), head=digital))
    plain = replace(edition().head, deep_dive="", start=None, place="", held_sv="")
    assert "4. Frågor" in told("-dagordning.txt", replace(edition(), head=plain))


def test_ninety_seconds_are_three_sentences_a_difference_and_a_question_for_all_and_each():
    lines = told("-nittio-sekunder.txt")
    at = lines.index("Åre kommun")
    page = lines[at + 1 : lines.index("", at)]
    assert [line[:2] for line in page[:3]] == ["• "] * 3
    assert page[1].endswith("Åre kommun: 133 arbetslösa i augusti 2026, 14 färre än ett år tidigare.")
    assert page[3:] == [
        "Skiljer: 0,7 procentenheter lägre arbetslöshet i Åre kommun än i länet i augusti.",
        "Fråga: Vad ligger bakom ändringen i folkmängd i Åre kommun?",
        f"{SITE}/mote/2026-11-30?plats=2321",
    ]
    at = lines.index("Kommunerna gemensamt")
    assert lines[at + 4 : at + 6] == [
        "Skiljer: En ändring i arbetslöshet i två av åtta kommuner, Krokoms kommun och Östersunds kommun.",
        "Fråga: Vad ligger bakom ändringen i arbetslöshet i Krokoms kommun och Östersunds kommun, och varför syns den "
        "inte i de andra?",
    ]
    assert "217 arbetslösa" in lines[at + 1] and "962 arbetslösa" in lines[at + 2]


def test_those_absent_get_five_sentences_with_source_and_each_municipalitys_link():
    lines = told("-till-franvarande.txt")
    said = [line for line in lines if line.startswith("• ")]
    assert len(said) == 5 and all("SCB, tabell TAB" in line for line in said)
    assert f"Bergs kommun: {SITE}/mote/2026-11-30?plats=2326" in lines
    assert sum("?plats=" in line for line in lines) == 8


@pytest.mark.parametrize("ending", MAKERS)
def test_a_text_is_the_same_twice_and_has_no_address_of_ours_where_nothing_is_published(ending):
    form = MAKERS[ending]
    made = form.make(edition())
    assert made == form.make(edition()) and made.endswith(b"\n") and b"HEMLIG" not in made
    assert list(form.check(edition(), made)) == []
    unpublished = replace(edition(), public_address="")
    plain = form.make(unpublished).decode()
    assert "lanspuls.example.se" not in plain and "/indikator/" not in plain
    assert list(form.check(unpublished, plain.encode())) == []


def test_a_text_that_must_not_go_out_is_refused():
    unpublished = replace(edition(), public_address="")
    assert list(text.faults(unpublished, b"/mote/2026-11-30")) == [
        "texten har en adress till sidor som inte är publicerade",
        "texten säger inte att siffrorna är påhittade",
    ]
