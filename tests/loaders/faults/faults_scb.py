"""SCB's faults, on the municipal table of regional accounts (TAB3143: 290 municipalities, 2012–2024)."""

from tests.loaders.faults.fault_table import After, FaultTable, Row, on_wire, together, wire

ID = "TAB3143"
PATH = f"/tables/{ID}"

TABLE = FaultTable(
    source="scb",
    asked=("grp",),
    path=PATH,
    rows=(
        Row(
            fault="file renamed",
            here="the table has another id",
            provoke=lambda p: p.set_calendar(ID, []),
            told=rf"{ID}: FEL\. .*Detalj: GET .*{PATH}.* was refused: HTTP 404 Non-existent table",
        ),
        Row(
            fault="field missing",
            here="a variable has another code",
            provoke=lambda p: p.rename_variable(ID, "Region", "Plats"),
            told=rf"{ID}: FEL\. .*Detalj: table {ID} has changed: there is no variable 'Region'; it has 'Plats'",
        ),
        Row(
            fault="HTML instead of xlsx",
            here="HTML instead of JSON",
            provoke=on_wire("html", PATH),
            told=rf"{ID}: FEL\. .*Detalj: GET .*{PATH}.*the answer was HTML instead of JSON",
        ),
        Row(
            fault="truncated zip",
            here="JSON cut off",
            provoke=together(lambda p: p.revise(ID), on_wire("broken", f"{PATH}/data")),
            told=rf"{ID}: FEL\. .*Detalj: POST .*{PATH}/data.*the answer was cut off or not JSON",
        ),
        *wire(PATH),
        Row(
            fault="wrong encoding",
            provoke=on_wire("latin", PATH),
            told=rf"{ID}: FEL\. .*Detalj: GET .*{PATH}.*the answer was not UTF-8 text \(byte 0x",
        ),
        Row(
            fault="period gap",
            provoke=lambda p: p.drop_value(ID, "Tid", "2018"),
            told=rf"{ID}: FEL\. .*Detalj: grp: table {ID} lacks 290 of 3770 cells \(8%.*missing .*: period 2018",
        ),
        Row(
            fault="duplicate key",
            here="a region listed twice",
            provoke=lambda p: p.add_value(ID, "Region", "2380", "Östersund"),
            told=rf"{ID}: FEL\. .*Detalj: the index of dimension 'Region' is not a numbering .*: a code is there twice",
        ),
        Row(
            fault="new region",
            here="places have codes: one nobody knows is left out and named, the others are fetched",
            provoke=lambda p: p.add_value(ID, "Region", "2399", "Nya Åre", keep_updated=True),
            full=True,
            told=rf"{ID}: .*okända platser, inte lagrade: 2399 Nya Åre \(lägg till dem i loaders/ground/places\.csv\)",
            code=0,
        ),
        Row(
            fault="revised history",
            provoke=lambda p: p.revise(ID, fraction=0.1),
            told=rf"{ID}: \d+ celler reviderade",
            code=0,
            after=After.APPENDED,
        ),
        Row(
            fault="moved page",
            here="the database answers at another address",
            provoke=on_wire("moved", "/api/v2"),
            told=r"GET http.*/api/v2/config has moved to https://ny-adress\.example",
            now=r"set LANSPULS_SCB_URL",
        ),
    ),
)
