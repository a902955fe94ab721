"""Declarations meet metadata exactly or say why not; a request is cut into as few parts as the limit allows."""

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders.catalogue import CATALOGUE
from loaders.formats.jsonstat import describe
from loaders.ground.declarations import Axis, Code, Fixed, Label, Level, PxQuery, Total
from loaders.ground.errors import SourceChanged
from loaders.pxweb.metadata import Metadata, Variable
from loaders.pxweb.selection import cells, declaration_hash, find, query_hash, resolve, split
from tests.shared import shared_file

PLACES = ("00", "23", "2303", "2380")


def variable(code, labels, **marks):
    return Variable(code, code.lower(), tuple(labels), labels, **marks)


def metadata(**changes):
    """A table with two ages, three sexes with a total, one content and three months."""
    variables = {
        "Region": variable("Region", {"00": "Riket", "23": "Jämtlands län", "2303": "Ragunda", "2380": "Östersund"}),
        "Kon": variable("Kon", {"1": "män", "2": "kvinnor", "1+2": "totalt"}, elimination=True),
        "Alder": variable("Alder", {"20-64": "20–64 år", "060-64": "60–64 år"}),
        "ContentsCode": variable("ContentsCode", {"A1": "Antal", "A2": "Andel"}, is_content=True),
        "Tid": variable("Tid", {f"2026M0{n}": f"2026M0{n}" for n in (1, 2, 3)}, is_time=True),
    } | changes
    return Metadata("TAB1", "Tabell", None, "SCB", (), tuple(v for v in variables.values() if v))


def query(*select, **changes):
    given = {part.variable for part in select}
    standard = (
        Total("Kon", Code("1+2")),
        Axis("Alder", "age", {"20-64": Code("20-64"), "60-64": Code("060-64")}),
        Fixed("ContentsCode", Code("A1")),
    )
    kept = tuple(part for part in standard if part.variable not in given)
    return PxQuery(table="TAB1", select=(*kept, *select), **changes)


def test_codes_are_found_and_the_union_follows_the_publishers_order():
    asked = [query(levels=(Level.COUNTY,)), query(Fixed("ContentsCode", Code("A2")), since="2026-02")]
    resolution = resolve(asked, metadata(), PLACES)
    assert resolution.selection == {
        "Region": ("00", "23", "2303", "2380"),
        "Kon": ("1+2",),
        "Alder": ("20-64", "060-64"),
        "ContentsCode": ("A1", "A2"),
        "Tid": ("2026M01", "2026M02", "2026M03"),
    }
    assert resolution.cells == 48
    county, rest = resolution.by_query
    assert county.codes == {
        "Kon": {"": "1+2"},
        "Alder": {"20-64": "20-64", "60-64": "060-64"},
        "ContentsCode": {"": "A1"},
    }
    assert county.regions == ("23",)
    assert rest.time_codes == ("2026M02", "2026M03")
    assert resolution.of(asked[1]) is rest
    assert all(found.verified for found in resolution.found)


def test_a_label_must_fit_exactly_one_value_and_is_not_verified():
    resolution = resolve([query(Fixed("ContentsCode", Label("^antal$")))], metadata(), PLACES)
    (row,) = [found for found in resolution.found if found.is_content]
    assert (row.declared, row.code, row.label, row.verified) == ("^antal$", "A1", "Antal", False)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (Axis("Alder", "age", {"20-64": Code("20-66")}), "no longer has code '20-66'; it has '20-64', '060-64'"),
        (Axis("Alder", "age", {"20-64": Label("år")}), "'år' fits several: '20–64 år', '60–64 år'"),
        (Axis("Alder", "age", {"20-64": Label("barn")}), "'barn' fits none: '20–64 år', '60–64 år'"),
        (Axis("Alder", "age", {"a": Code("20-64"), "b": Label("20")}), "one code 20-64 for several of our values"),
        (Fixed("Ålder", Code("20-64")), "there is no variable 'Ålder'; it has 'Region', 'Kon', 'Alder'"),
        (Fixed("alder", Code("20-64")), "did the publisher mean 'Alder'?"),
        (Total("Alder"), "'Alder' has no total"),
        (Total("Kon", Code("TotSa")), "no longer has code 'TotSa'"),
        (Total("Kon", Label("män|kvinnor")), "fits several"),
    ],
)
def test_what_does_not_fit_is_said(part, said):
    with pytest.raises(SourceChanged, match="table TAB1 has changed: .*" + said.replace("?", r"\?")) as alone:
        resolve([query(part)], metadata(), PLACES)
    beside = resolve([query(part), query()], metadata(), PLACES)
    assert [found.query for found in beside.by_query] == [query()]
    assert [(failed, str(reason)) for failed, reason in beside.failed] == [(query(part), str(alone.value))]


def test_another_spelling_of_a_code_is_named():
    with pytest.raises(SourceChanged, match=r"no longer has code 'a1'; did the publisher mean 'A1'\?"):
        resolve([query(Fixed("ContentsCode", Code("a1")))], metadata(), PLACES)


def test_a_missing_content_stops_only_its_query():
    well, gone = query(), query(Fixed("ContentsCode", Code("A9")))
    resolution = resolve([gone, well], metadata(), PLACES)
    assert [part.query for part in resolution.by_query] == [well]
    assert resolution.selection["ContentsCode"] == ("A1",)
    ((failed, reason),) = resolution.failed
    assert failed is gone
    with pytest.raises(SourceChanged, match="'A9'"):
        resolution.of(gone)
    with pytest.raises(SourceChanged, match="'A9'") as alone:
        resolve([gone], metadata(), PLACES)
    told = [str(one).partition("the likeliest are ") for one in (alone.value, reason)]
    assert told[0][:2] == told[1][:2], "the same but for what is likeliest: A1 is another's where both are asked"
    assert [likeliest[:4] for _, _, likeliest in told] == ["'A1'", "'A2'"]


@pytest.mark.parametrize("total", [Total("Kon"), Total("Kon", Label("samtliga"))])
def test_a_total_without_code_is_left_out_where_that_is_allowed(total):
    resolution = resolve([query(total)], metadata(), PLACES)
    assert "Kon" not in resolution.selection
    assert "Kon" not in resolution.by_query[0].codes
    rigid = variable("Kon", {"1": "män"})
    with pytest.raises(SourceChanged):
        resolve([query(total)], metadata(Kon=rigid), PLACES)


def test_what_is_left_out_for_its_total_yields_to_what_takes_it_apart():
    resolution = resolve([query(Total("Kon")), query()], metadata(), PLACES)
    assert [part.query for part in resolution.by_query] == [query()]
    with pytest.raises(SourceChanged, match=r"another indicator takes 'Kon' apart .* cannot be asked for at once"):
        resolution.of(query(Total("Kon")))


def test_a_query_without_place_or_period_stops_alone():
    later, nation = query(since="2027-01"), query(levels=(Level.NATION,))
    few = variable("Region", {"23": "Jämtlands län"})
    resolution = resolve([later, nation, query()], metadata(Region=few), PLACES)
    assert [part.query for part in resolution.by_query] == [query()]
    assert [(failed, str(reason)[:30]) for failed, reason in resolution.failed] == [
        (later, "table TAB1 has no period from "),
        (nation, "table TAB1 has none of the 1 p"),
    ]


def test_a_new_variable_is_left_out_if_allowed_else_an_error():
    extra = {"13": "födda i Sverige", "23": "utrikes födda"}
    free = resolve([query()], metadata(Ursprung=variable("Ursprung", extra, elimination=True)), PLACES)
    assert "Ursprung" not in free.selection
    assert "Ursprung" in [found.variable for found in free.found]
    with pytest.raises(SourceChanged, match="a new variable 'Ursprung'"):
        resolve([query()], metadata(Ursprung=variable("Ursprung", extra)), PLACES)


def test_absent_places_are_reported_and_not_fatal():
    few = variable("Region", {"23": "Jämtlands län", "9900": "oallokerat"})
    resolution = resolve([query()], metadata(Region=few), PLACES)
    assert resolution.selection["Region"] == ("23",)
    assert resolution.absent_regions == ("00", "2303", "2380")
    with pytest.raises(SourceChanged, match="none of the 1 places"):
        resolve([query(levels=(Level.NATION,))], metadata(Region=few), PLACES)


def test_no_region_and_no_time():
    with pytest.raises(SourceChanged, match="there is no variable 'Region'"):
        resolve([query()], metadata(Region=None), PLACES)
    with pytest.raises(SourceChanged, match="no time variable"):
        resolve([query()], metadata(Tid=None), PLACES)


@pytest.mark.parametrize(
    ("codes", "since", "until", "kept"),
    [
        (("2024M11", "2024M12", "2025M01"), None, "2024-12", ("2024M11", "2024M12")),
        (("2024M11", "2024M12", "2025M01"), "2025-01", None, ("2025M01",)),
        (("2024K3", "2024K4"), "2024-Q4", None, ("2024K4",)),
        (("2023", "2024"), None, "2023", ("2023",)),
    ],
)
def test_since_and_until_are_inclusive(codes, since, until, kept):
    time = variable("Tid", dict.fromkeys(codes, ""), is_time=True)
    resolution = resolve([query(since=since, until=until)], metadata(Tid=time), PLACES)
    assert resolution.selection["Tid"] == kept


def test_no_period_left():
    with pytest.raises(SourceChanged, match="no period from 2027-01 to the end"):
        resolve([query(since="2027-01")], metadata(), PLACES)
    weeks = variable("Tid", {"2026V30": ""}, is_time=True)
    with pytest.raises(SourceChanged, match="no month, quarter or year"):
        resolve([query(since="2026-01")], metadata(Tid=weeks), PLACES)


def test_find_raises_nothing_and_shows_everything():
    broken = query(Axis("Alder", "age", {"20-64": Code("20-66"), "60-64": Code("060-64")}), Total("Kön"))
    problems = {row.ours or row.variable: row.problem for row in find(broken, metadata(Tid=None))}
    assert problems["60-64"] == ""
    assert "20-66" in problems["20-64"]
    assert "no variable 'Kön'" in problems["Kön"]


def test_against_recorded_metadata_every_place_is_there():
    structure = describe(shared_file("recorded/scb-v2/TAB6471_metadata.json").read_bytes())
    variables = [
        Variable(
            name,
            structure.dimension_labels[name],
            structure.codes[name],
            structure.labels[name],
            structure.eliminable[name],
            name == "Tid",
            name == "ContentsCode",
        )
        for name in structure.ids
    ]
    table = Metadata("TAB6471", structure.label, structure.updated, "SCB", structure.notes, tuple(variables))
    asked = PxQuery(
        table="TAB6471",
        select=(Total("Kon", Code("TotSa")), Fixed("Alder", Code("Tot-0-100+1")), Fixed("ContentsCode", Label("."))),
    )
    with pytest.raises(SourceChanged, match="'Alder' no longer has code"):
        resolve([asked], table)
    by_elimination = Fixed("Alder", Code(structure.codes["Alder"][0]))
    resolution = resolve([PxQuery(table="TAB6471", select=(*asked.select[::2], by_elimination))], table)
    assert len(resolution.selection["Region"]) == 312
    assert resolution.absent_regions == ()
    assert resolution.cells == 312 * 16


@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=5).filter(lambda sizes: math.prod(sizes) <= 20_000),
    st.integers(1, 3000),
)
@example([13, 16, 16], 17)
def test_parts_hold_every_cell_once_and_keep_the_limit(sizes, limit):
    selection = {f"v{n}": tuple(f"{n}.{code}" for code in range(size)) for n, size in enumerate(sizes)}
    whole = cells(selection)
    if whole / limit > 200:
        limit = -(-whole // 200)
    parts = split(selection, limit)
    assert max(map(cells, parts)) <= limit
    assert sum(map(cells, parts)) == whole
    largest = {1}  # sizes of the boxes the codes allow: none of 17 cells in a side of 16
    for size in sizes:
        largest = {box * length for box in largest for length in range(1, size + 1) if box * length <= limit}
    assert len(parts) <= 1.05 * -(-whole // max(largest)) + 1
    boxes = [[set(codes) for codes in part.values()] for part in parts]
    for n, box in enumerate(boxes):
        assert all(any(not a & b for a, b in zip(box, other, strict=True)) for other in boxes[:n])
    for part in parts:
        assert all(set(codes) <= set(selection[variable]) for variable, codes in part.items())


@settings(max_examples=200)
@given(
    st.tuples(
        st.sampled_from([22, 290, 291, 311, 312]),
        st.integers(1, 3),
        st.integers(1, 20),
        st.integers(1, 3),
        st.integers(1, 12),
        st.integers(1, 330),
    ),
    st.sampled_from([50_000, 100_000, 110_000, 150_000, 800_000]),
)
def test_tables_like_ours_need_at_most_a_twentieth_more_calls_than_possible(sizes, limit):
    selection = {str(n): tuple(map(str, range(size))) for n, size in enumerate(sizes)}
    least = -(-cells(selection) // limit)
    assert len(split(selection, limit)) <= max(1.05 * least, least + 1)


@pytest.mark.parametrize(
    ("sizes", "limit", "parts"),
    [
        ((312, 3, 5, 3, 6, 80), 150_000, 45),
        ((312, 17, 2, 80), 150_000, 6),
        ((7,), 3, 3),
        ((3, 3), 2, 5),
        ((2, 2), 3, 2),
        ((312, 1, 80), 150_000, 1),
        ((5, 4), 1, 20),
    ],
)
def test_number_of_parts(sizes, limit, parts):
    assert len(split({str(n): tuple(map(str, range(size))) for n, size in enumerate(sizes)}, limit)) == parts


def test_nothing_to_split_and_nothing_let_through():
    assert split({"Region": (), "Tid": ("2026",)}, 10) == []
    with pytest.raises(ValueError, match="lets nothing through"):
        split({"Tid": ("2026",)}, 0)


def test_hashes_change_with_what_is_asked_and_not_with_its_order():
    one = query_hash({"Region": ("23", "00"), "Tid": ("2026",)})
    assert one == query_hash({"Tid": ("2026",), "Region": ("00", "23")})
    assert one != query_hash({"Region": ("23",), "Tid": ("2026",)})
    assert one == "1dec030829f05c43"
    asked = [query(), query(Fixed("ContentsCode", Code("A2")))]
    assert declaration_hash(asked) == declaration_hash(asked[::-1])
    assert declaration_hash(asked) != declaration_hash(asked[:1])
    assert declaration_hash(asked) != declaration_hash(asked, ["23"])
    declared = [d.queries for d in CATALOGUE.values() if {query.source for query in d.queries} == {"scb"}]
    assert len({declaration_hash(queries) for queries in declared}) >= len(declared) - 1
