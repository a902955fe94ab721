"""Konjunkturinstitutet's faults, on its table of indices of riket."""

from tests.loaders.faults.fault_table import FaultTable, Row, switched
from tests.loaders.faults.px_rows import px_rows

ID = "konjunkturinstitutet"
FAULT = r"konjunkturbarometern: FEL\. .*Detalj: "
FOLDER = "KonjBar/indikatorer"
TEXT = "Barometerindikatorn"

TABLE = FaultTable(
    source=ID,
    asked=("economic_tendency",),
    rows=(
        *px_rows(
            ID,
            table="konjunkturbarometern",
            file="Indikatorm.px",
            variable="Indikator",
            folder="indikatorer",
            new_folder="index",
            latin="Indikatorm.px",
        ),
        Row(
            fault="file renamed",
            provoke=switched(ID, file="Manad.px"),
            told=rf"{FAULT}Konjunkturinstitutets folder '{FOLDER}': no names match .*There is: .*Manad\.px",
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
    ),
)
