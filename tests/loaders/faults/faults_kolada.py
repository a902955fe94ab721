"""Kolada's faults, on one key figure of all municipalities and years."""

from tests.loaders.faults.fault_table import After, FaultTable, Row, on_wire, switched, wire

ID = "kolada"
DATA = f"/{ID}/data/"
FAULT = r"konkurser-per-ar: FEL\. .*Detalj: "

TABLE = FaultTable(
    source=ID,
    asked=("bankruptcies_yearly",),
    path=f"/{ID}/",
    rows=(
        Row(
            fault="file renamed",
            here="the key figure has another id",
            provoke=switched(ID, gone=True),
            told=rf"{FAULT}kolada: no KPI has id N00926 any more; look at http.*/{ID}/kpi",
        ),
        Row(
            fault="field missing",
            full=True,
            provoke=switched(ID, rename_field="varden"),
            told=rf"{FAULT}kolada: data kpi N00926 .*: a row lacks 'values'\. It has: kpi, .*, varden",
        ),
        Row(
            fault="HTML instead of xlsx",
            here="HTML instead of JSON",
            provoke=on_wire("html", f"/{ID}/"),
            told=rf"{FAULT}GET .*/{ID}/kpi/N00926: .*the answer was HTML instead of JSON \('Underhåll'\)",
        ),
        Row(
            fault="truncated zip",
            here="JSON cut off",
            full=True,
            provoke=on_wire("broken", DATA),
            told=rf"{FAULT}GET .*{DATA}kpi/N00926/.*: .*the answer was cut off or not JSON",
        ),
        *wire(f"/{ID}/"),
        Row(
            fault="wrong encoding",
            here="UTF-16; UTF-8 encoded twice is repaired",
            provoke=switched(ID, encoding="utf-16"),
            told=rf"{FAULT}GET .*/{ID}/kpi/N00926: .*the answer was not UTF-8 text \(byte 0xff at 0\)",
        ),
        Row(
            fault="period gap",
            full=True,
            provoke=switched(ID, gap="2015"),
            told=rf"{FAULT}bankruptcies_yearly: kolada has no row for 2015, though it has for years before and after",
        ),
        Row(
            fault="duplicate key",
            full=True,
            provoke=switched(ID, duplicate=True),
            told=rf"{FAULT}bankruptcies_yearly: konkurser-per-ar has 2303, 2010 twice",
        ),
        Row(
            fault="new region",
            here="places have ids: one nobody knows is left out and named, the others are fetched",
            full=True,
            provoke=switched(ID, new_region=True),
            told=r"konkurser-per-ar: .*okända platser, inte lagrade: 1099 \(lägg till dem i loaders/ground/",
            code=0,
        ),
        Row(
            fault="revised history",
            full=True,
            provoke=switched(ID, revised=True),
            told=r"konkurser-per-ar: [\d\s]+celler reviderade",
            code=0,
            after=After.APPENDED,
        ),
        Row(
            fault="moved page",
            here="the version of the API is closed, as v2 was",
            provoke=switched(ID, moved=True),
            told=rf"{FAULT}GET .*/{ID}/kpi/N00926\S* was refused: HTTP 410",
            now=r"set LANSPULS_KOLADA_URL",
        ),
    ),
)
