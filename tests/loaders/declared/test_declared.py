"""Own declarations: whatever is in a file is an indicator or a fault with its line, never a traceback."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.declared import declared_in, read_declared
from loaders.ground.errors import UsageError

GOOD = """title = "Skattesats till kommun"
short_title = "Skattesats"
unit = "procent"
kind = "kvot"
definition = "Kommunens skattesats."

[kolada]
kpi = "N00901"
title = "Skattesats till kommun (%)"
"""
VALUES = st.one_of(
    st.integers(),
    st.booleans(),
    st.floats(allow_nan=False).map(repr),
    st.sampled_from(['""', '"x"', "[]", "{}", "[1]"]),
)


def test_a_declaration_is_an_indicator_with_an_address_of_its_own():
    declared = declared_in(GOOD.encode(), "skattesats.toml")
    assert (declared.id, declared.slug) == ("own_skattesats", "eget-skattesats")
    assert declared.queries[0].options["kpi"] == "N00901"
    pattern = declared.queries[0].options["title"]
    for theirs, same in (("Skattesats  till kommun\xa0(%) ", True), ("Skattesats till kommun (%), 2", False)):
        assert bool(re.search(pattern, theirs)) is same


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("unit", "unti", "rad 3: det finns ingen nyckel ”unti”. Menade du ”unit”?"),
        ('"kvot"', '"kvoter"', "rad 4: ”kvoter” går inte som kind. Menade du ”kvot”? "),
        ("N00901", "900", "rad 8: ”900” är inget nyckeltals id."),
        ("[kolada]", "[kolda]", "rad 7: det finns ingen nyckel ”kolda”. Menade du ”kolada”?"),
        ('definition = "Kommunens skattesats."', "", "”definition” saknas; den måste anges."),
        ('"procent"', "3", "rad 3: ”unit” ska vara text inom citattecken, inte 3."),
        ('"procent"', '"procent', "rad 3: texten är inte giltig TOML. Är citattecken och hakparenteser i par?"),
        ('"procent"', '""', "rad 3: ”unit” är tom."),
        ("unit", 'title = "X"\nunit', "rad 3: "),
        (
            "[kolada]",
            '[pxweb]\ntable = "TAB1"\n[kolada]',
            "bara en av [kolada], [pxweb], [file] får finnas.",
        ),
        (
            '[kolada]\nkpi = "N00901"\ntitle = "Skattesats till kommun (%)"',
            "",
            "det står inte varifrån: en av ",
        ),
        ("[kolada]", "lowest = 5\nhighest = 2\n[kolada]", "rad 8: ”highest” ska vara större än ”lowest”."),
        ("[kolada]", "decimals = 2.5\n[kolada]", "rad 7: ”decimals” ska vara ett heltal från 0 till 3."),
        ("[kolada]", 'grain = "månad"\n[kolada]', "Koladas siffror är per år. Skriv grain = ”år”."),
        ('"kvot"', '"antal"\ndecimals = 1', "rad 5: ett antal har inga decimaler. Skriv 0."),
        ("[kolada]", 'topic = "Jobb"\n[kolada]', "rad 7: ”Jobb” går inte som topic."),
        ("[kolada]", 'synonyms = "skatt"\n[kolada]', "rad 7: ”synonyms” ska vara en lista med texter"),
    ],
)
def test_a_fault_names_line_key_and_the_nearest(old, new, told):
    with pytest.raises(UsageError) as raised:
        declared_in(GOOD.replace(old, new, 1).encode(), "skattesats.toml")
    assert told in raised.value.message_sv


@given(at=st.integers(0, 8), key=st.sampled_from(["title", "unit", "decimals", "lowest", "kolada", "x"]), value=VALUES)
def test_any_value_of_any_key_is_an_indicator_or_a_fault(at, key, value):
    lines = GOOD.splitlines()
    lines[at] = f"{key} = {str(value).lower() if isinstance(value, bool) else value}"
    try:
        declared_in("\n".join(lines).encode(), "a.toml")
    except UsageError as error:
        assert error.message_sv.startswith("a.toml, rad ")


@given(body=st.binary(max_size=300))
def test_any_bytes_are_a_fault(body):
    with pytest.raises(UsageError):
        declared_in(body, "a.toml")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ('[pxweb]\ntable = "6260"\n', "rad 8: ”6260” är ingen tabell hos SCB."),
        ('[file]\nname = "cyklar.xls"\nplace = "a"\nperiod = "b"\nvalue = "c"\n', "som slutar på .csv eller .xlsx."),
        ('[file]\nname = "../cyklar.csv"\nplace = "a"\nperiod = "b"\nvalue = "c"\n', "namnet på en fil i samma mapp"),
        ('[file]\nname = "cyklar.csv"\nplace = "a"\nperiod = "b"\n', "”value” saknas; den måste anges."),
    ],
)
def test_a_fault_of_the_source_names_what_is_lacking(source, told):
    body = GOOD.partition("[kolada]")[0] + ('publisher = "R"\n' if source.startswith("[file]") else "") + source
    with pytest.raises(UsageError) as raised:
        declared_in(body.encode(), "cyklar.toml")
    assert told in raised.value.message_sv and raised.value.message_sv.startswith("cyklar.toml, rad ")


def test_a_declaration_saved_with_a_mark_is_read_and_one_in_another_encoding_is_told():
    assert declared_in(GOOD.encode("utf-8-sig"), "skattesats.toml").unit_sv == "procent"
    with pytest.raises(UsageError) as raised:
        declared_in(GOOD.replace("Skattesats", "Skattesats å").encode("cp1252"), "skattesats.toml")
    assert raised.value.message_sv == "skattesats.toml, rad 1: texten är inte UTF-8. Spara filen som UTF-8."


def test_a_folder_or_a_bad_name_is_told_and_the_others_are_read(tmp_path):
    (tmp_path / "mapp.toml").mkdir()
    (tmp_path / "Å b.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "skattesats.toml").write_text(GOOD, encoding="utf-8")
    found = read_declared(tmp_path)
    assert [one.id for one in found.indicators] == ["own_skattesats"] and len(found.problems) == 2
