"""A correction changes what a declaration is called at the publisher, in every shape of query, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from loaders.ground.declarations import Axis, Code, FileQuery, Fixed, Label, Measure, PxQuery
from loaders.ground.misfits import Candidate, Misfit, Role
from loaders.ground.people.corrections import (
    BY_ROLE,
    Correction,
    State,
    choose,
    corrected,
    exactly,
    in_use,
    named_like,
    states,
)

PX = PxQuery(
    table="TAB1",
    search="arbetslösa",
    match="^Arbetslösa efter",
    summed=("Kon",),
    select=(
        Axis("Kon", "sex", {"women": Code("2"), "men": Label("^män$")}),
        Fixed("ContentsCode", Label("^Antal$")),
    ),
)
FILE = FileQuery(
    source="af",
    table="bas",
    match=r"^bas-(?P<period>\d{4}-\d{2})\.xlsx$",
    part="^Födelseland$",
    place=(Label("^LAN"), Label("^KOM")),
    period=(Code("PERIOD"),),
    measures=(Measure(Code("TOT"), {"age": "total"}), Measure(Code("UNG"), {"age": "18-24"})),
    select=(Axis("/^LAND$/", "birth_region", {"sweden": Code("Sverige"), "abroad": Label("^(Europa|Övriga)$")}),),
    options={"parts:abroad": "2", "total_part": "^Total$", "title": "per 1 000"},
)


def chosen(query, what, declared, found, **more):
    return Correction(
        source=query.source,
        table=query.table,
        what=what,
        declared=declared,
        found=found,
        when=date(2026, 11, 27),
        role="analytiker",
        reason="samma mått",
        **more,
    )


def test_a_code_and_a_label_of_a_pxweb_table_become_the_code_that_was_chosen():
    one = chosen(PX, Role.CODE, "2", "K", variable="Kon", text="kvinnor")
    (axis, _) = corrected(PX, one).select
    assert axis.values == {"women": Code("K"), "men": Label("^män$")}
    one = chosen(PX, Role.LABEL, "^Antal$", "0001", variable="ContentsCode", text="Personer")
    assert corrected(PX, one).select[1] == Fixed("ContentsCode", Code("0001"))


def test_where_codes_are_running_numbers_the_label_itself_is_kept():
    misfit = Misfit(source="scb", table="TAB1", role=Role.LABEL, variable="ContentsCode", declared="^Antal$")
    one = choose(misfit, "0", "Personer (st)", by_label=True, when=date(2026, 11, 27), role="a", reason="b")
    assert (one.found, one.text) == ("Personer (st)", "")
    assert corrected(PX, one).select[1] == Fixed("ContentsCode", Label(r"^Personer\ \(st\)$"))


def test_a_variable_is_called_otherwise_wherever_the_query_names_it():
    made = corrected(PX, chosen(PX, Role.VARIABLE, "Kon", "Kön"))
    assert made.select[0].variable == "Kön" and made.summed == ("Kön",)
    assert corrected(PX, chosen(PX, Role.VARIABLE, "Region", "Plats")).region_variable == "Plats"


def test_a_table_is_named_by_its_id_and_a_file_by_its_name_of_any_period():
    table = chosen(PX, Role.TABLE, "^Arbetslösa efter", "Arbetssökande efter län. Månad 2020M01 - 2026M10 (TAB77)")
    assert corrected(PX, table).match == r"\(TAB77\)$"
    file = chosen(FILE, Role.FILE, FILE.match, "BAS_2026-10_ny.xlsx")
    assert corrected(FILE, file).match == r"^BAS_(?P<period>\d{4}-\d{2})_ny\.xlsx$"
    assert named_like(replace(file, found="bas.xlsx")) == r"^bas\.xlsx$"


def test_sheets_fields_and_values_of_a_file_become_what_was_chosen():
    assert corrected(FILE, chosen(FILE, Role.SHEET, "^Födelseland$", "Födda i")).part == r"^Födda\ i$"
    assert corrected(FILE, chosen(FILE, Role.SHEET, "^Total$", "Alla")).options["total_part"] == "^Alla$"
    assert corrected(FILE, chosen(FILE, Role.FIELD, "UNG", "UNGA")).measures[1].field == Code("UNGA")
    assert corrected(FILE, chosen(FILE, Role.FIELD, "^KOM", "ORT")).place == (Label("^LAN"), Code("ORT"))
    assert corrected(FILE, chosen(FILE, Role.FIELD, "^LAND$", "FÖDD")).select[0].variable == "FÖDD"
    made = corrected(FILE, chosen(FILE, Role.CODE, "Sverige", "Inrikes", variable="/^LAND$/"))
    assert made.select[0].values["sweden"] == Code("Inrikes")
    assert corrected(FILE, chosen(FILE, Role.LABEL, "per 1 000", "N1 (antal)")).options["title"] == exactly(
        "N1 (antal)"
    )


def test_of_a_value_that_is_made_of_two_the_other_one_is_still_found():
    made = corrected(FILE, chosen(FILE, Role.LABEL, "^(Europa|Övriga)$", "Resten", variable="/^LAND$/"))
    abroad = made.select[0].values["abroad"]
    assert [abroad.matches(text) for text in ("Europa", "Resten", "Sverige")] == [True, True, False]


def test_a_column_that_has_a_role_is_named_in_an_option():
    query = replace(FILE, options={BY_ROLE: "yes"})
    assert corrected(query, chosen(query, Role.FIELD, "år", "Mätår")).options["column:år"] == "Mätår"


@pytest.mark.parametrize("what", Role)
def test_what_a_query_does_not_declare_is_left_as_it_is(what):
    for query in (PX, FILE):
        assert corrected(query, chosen(query, what, "något annat", "x", variable="Kon")) == query
        assert corrected(query, replace(chosen(query, what, "Kon", "x"), table="annan")) == query


def test_of_several_choices_for_one_thing_the_last_that_nobody_took_back_counts():
    first = chosen(PX, Role.CODE, "2", "K", variable="Kon", number=1)
    second = replace(first, found="F", number=2)
    third = replace(first, found="X", number=3, taken_back=date(2026, 11, 28))
    assert list(states([first, second, third]).values()) == [State.REPLACED, State.CHOSEN, State.TAKEN_BACK]
    assert in_use([first, second, third]) == (second,)
    assert in_use([first, replace(second, ended=date(2026, 12, 1))]) == ()


@pytest.mark.parametrize(
    ("what", "declared"),
    [(Role.CODE, "K"), (Role.LABEL, "^K$"), (Role.FIELD, "K"), (Role.SHEET, "^K$"), (Role.VARIABLE, "K")],
)
def test_a_choice_knows_that_what_was_chosen_is_gone_too(what, declared):
    misfit = Misfit(source="scb", table="TAB1", role=Role.CODE, declared=declared, candidates=(Candidate("Q"),))
    one = chosen(PX, what, "2", "K", variable="Kon")
    assert one.is_gone(misfit) and not one.mends(misfit)
    assert not one.is_gone(replace(misfit, declared="2")) and not one.is_gone(replace(misfit, table="TAB2"))
