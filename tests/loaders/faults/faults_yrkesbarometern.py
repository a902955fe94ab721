"""The faults of Yrkesbarometern's one file."""

from tests.loaders.faults.fault_table import After, FaultTable, Row, on_wire, switched, wire

ID = "yrkesbarometern"
FILE = r"yrkesbarometer\.json"
FAULT = r"yrkesbarometer: FEL\. .*Detalj: "

TABLE = FaultTable(
    source=ID,
    asked=("occupational_outlook",),
    rows=(
        Row(
            fault="file renamed",
            provoke=switched(ID, file="yrkesbarometern-2026"),
            told=rf"{FAULT}GET .*/{ID}/{FILE} was refused: HTTP 404",
        ),
        Row(
            fault="field missing",
            provoke=switched(ID, rename={"prognos": "prognos5"}),
            told=rf"{FAULT}{FILE}: no fields fit prognos, and exactly one must\. It has: .*prognos5",
        ),
        Row(
            fault="HTML instead of xlsx",
            here="HTML instead of JSON",
            provoke=on_wire("html", f"/{ID}/"),
            told=rf"{FAULT}GET .*/{ID}/{FILE}: .*the answer was HTML instead of JSON",
        ),
        Row(
            fault="truncated zip",
            here="JSON cut off",
            provoke=on_wire("broken", f"/{ID}/"),
            told=rf"{FAULT}GET .*/{ID}/{FILE}: .*the answer was cut off or not JSON",
        ),
        *wire(f"/{ID}/"),
        Row(
            fault="wrong encoding",
            provoke=on_wire("latin", f"/{ID}/"),
            told=rf"{FAULT}GET .*/{ID}/{FILE}: .*the answer was not UTF-8 text \(byte 0x",
        ),
        Row(
            fault="period gap",
            here="a row without its round",
            provoke=switched(ID, mixed=""),
            told=rf"{FAULT}{FILE}: field omgang must hold one round such as 2026-1 .*; it holds 2026-1, nothing\.",
        ),
        Row(
            fault="duplicate key",
            provoke=switched(ID, double=True),
            told=rf"{FAULT}.*twice",
        ),
        Row(
            fault="new region",
            provoke=switched(ID, new_county="26"),
            told=rf"{FAULT}{FILE}: no county has code 26 \(field lan\)",
        ),
        Row(
            fault="revised history",
            here="the same round with other judgements",
            provoke=switched(ID, revised="x"),
            told=r"yrkesbarometer: [\d\s]+celler reviderade",
            code=0,
            after=After.APPENDED,
        ),
        Row(
            fault="moved page",
            provoke=on_wire("moved", f"/{ID}/"),
            told=rf"{FAULT}GET .*/{ID}/{FILE} has moved to https://ny-adress\.example",
            now="set LANSPULS_YRKESBAROMETERN_URL",
        ),
    ),
)
