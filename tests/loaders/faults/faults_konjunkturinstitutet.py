"""Konjunkturinstitutet's faults, on its one table of indices of riket."""

from tests.loaders.faults.fault_table import After, FaultTable, Row, on_wire, switched, wire

ID = "konjunkturinstitutet"
FILE = r"Indikatorm\.px"
FAULT = r"konjunkturbarometern: FEL\. .*Detalj: "
FOLDER = "KonjBar/indikatorer"
TEXT = "Barometerindikatorn"

TABLE = FaultTable(
    source=ID,
    asked=("economic_tendency",),
    rows=(
        Row(
            fault="file renamed",
            provoke=switched(ID, file="Manad.px"),
            told=rf"{FAULT}Konjunkturinstitutets folder '{FOLDER}': no names match .*There is: .*Manad\.px",
        ),
        Row(
            fault="field missing",
            here="a variable has another code",
            provoke=switched(ID, drop_variable="Indikator"),
            told=rf"{FAULT}.*there is no variable 'Indikator'",
            full=True,
        ),
        Row(
            fault="HTML instead of xlsx",
            here="HTML instead of JSON",
            provoke=on_wire("html", f"/{ID}/"),
            told=rf"{FAULT}GET .*/{ID}/.*the answer was HTML instead of JSON",
        ),
        Row(
            fault="truncated zip",
            here="JSON cut off",
            provoke=on_wire("broken", "Indikatorm.px"),
            told=rf"{FAULT}GET .*{FILE}.*the answer was cut off or not JSON",
            full=True,
        ),
        *wire(f"/{ID}/"),
        Row(
            fault="wrong encoding",
            provoke=on_wire("latin", "Indikatorm.px"),
            told=rf"{FAULT}GET .*/{ID}/.*the answer was not UTF-8 text \(byte 0xe[45]",
            full=True,
        ),
        Row(
            fault="period gap",
            here="two years; a hole of up to 5 % is stored as missing, reported, and ends with 0",
            provoke=switched(ID, drop_month=("2019", "2020")),
            told=rf"{FAULT}.*economic_tendency: table \S+ lacks 24 of 370 cells .*period 2019-01, 2019-02",
            full=True,
        ),
        Row(
            fault="duplicate key",
            here="three indices called the same",
            provoke=switched(ID, texts=dict.fromkeys(("Totala näringslivet", "Konfidensindikator hushåll"), TEXT)),
            told=rf"{FAULT}.*fits several: '{TEXT}', '{TEXT}', '{TEXT}'",
            full=True,
        ),
        Row(
            fault="new region",
            here="a variable of places that must be chosen from",
            provoke=switched(ID, region=True),
            told=rf"{FAULT}.*a new variable 'Region' that must be chosen from",
            full=True,
        ),
        Row(
            fault="revised history",
            provoke=switched(ID, revise=0.05),
            told=r"konjunkturbarometern: [\d\s]+celler reviderade",
            code=0,
            after=After.APPENDED,
            full=True,
        ),
        Row(
            fault="moved page",
            here="the folder has another name",
            provoke=switched(ID, folder="index"),
            told=rf"{FAULT}.*there is no folder 'indikatorer'",
        ),
    ),
)
