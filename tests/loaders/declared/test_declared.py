"""Own declarations: whatever is in a file is an indicator or a fault with its line, never a traceback."""

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
    assert declared.queries[0].options == {"kpi": "N00901", "title": r"^Skattesats\ till\ kommun\ \(%\)$"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("unit", "unti", "rad 3: det finns ingen nyckel ”unti”. Menade du ”unit”?"),
        ('"kvot"', '"kvoter"', "rad 4: ”kvoter” går inte som kind. Menade du ”kvot”? "),
        ("N00901", "900", "rad 8: ”900” är inget nyckeltals id."),
        ("[kolada]", "[kolda]", "rad 7: det finns ingen nyckel ”kolda”. Menade du ”kolada”?"),
        ('definition = "Kommunens skattesats."', "", "”definition” saknas; den måste anges."),
        ('"procent"', "3", "rad 3: ”unit” ska vara text inom citattecken, inte 3."),
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


def test_a_folder_or_a_bad_name_is_told_and_the_others_are_read(tmp_path):
    (tmp_path / "mapp.toml").mkdir()
    (tmp_path / "Å b.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "skattesats.toml").write_text(GOOD, encoding="utf-8")
    found = read_declared(tmp_path)
    assert [one.id for one in found.indicators] == ["own_skattesats"] and len(found.problems) == 2
