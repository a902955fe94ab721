"""Faults of ordered extracts, on the deliveries a region may keep on a web server: a page of CSV files."""

from tests.loaders.faults.fault_table import After, FaultTable, Row, on_wire, switched, wire

ID = "sni_extract"
FILES = f"/{ID}/leverans"
FILE = r"SNI5_utdrag_23_2024\.csv"
FAULT = r"sni-utdrag: FEL\. .*Detalj: "

TABLE = FaultTable(
    source=ID,
    asked=("circular_share",),
    path=f"/{ID}/",
    rows=(
        Row(
            fault="file renamed",
            provoke=switched(ID, rename_all="leverans"),
            told=rf"{FAULT}.*page http.*/{ID}/: no names match 'sni\.\*utdrag.* There is: leverans_2024\.csv;",
        ),
        Row(
            fault="field missing",
            provoke=switched(ID, rename_column=("År", "Mätpunkt")),
            told=rf"{FAULT}{FILE}: no column for år\. It has: Kommunkod, Kommun, SNI2007, Mätpunkt, .*Give a mapping",
        ),
        Row(
            fault="HTML instead of xlsx",
            here="HTML instead of CSV",
            full=True,
            provoke=on_wire("html", FILES),
            told=rf"{FAULT}GET .*{FILES}/{FILE}: .*the answer was HTML instead of CSV \('Underhåll'\)",
        ),
        Row(
            fault="truncated zip",
            here="CSV cut off in the middle of a line",
            full=True,
            provoke=on_wire("broken", FILES),
            told=rf"{FAULT}{FILE}, line 774: the row ends after 3 of 5 columns, so the file is cut off",
        ),
        *wire(f"/{ID}/"),
        Row(
            fault="wrong encoding",
            here="UTF-16; Windows-1252, Latin-1, UTF-8 and UTF-8 encoded twice are read",
            provoke=switched(ID, encoding="utf-16"),
            told=rf"{FAULT}{FILE} is UTF-16 \(it begins with b'\\xff\\xfe",
        ),
        Row(
            fault="period gap",
            provoke=switched(ID, drop_year="2022"),
            told=rf"{FAULT}{FILE} has figures from 2019 to 2024, but lacks Riket 2022, Jämtlands län 2022, Ragunda",
        ),
        Row(
            fault="duplicate key",
            provoke=switched(ID, double=True),
            told=rf"{FAULT}{FILE}, line 6: 2303 2019 01500 Blandat jordbruk stands twice",
        ),
        Row(
            fault="new region",
            provoke=switched(ID, strange_place="Nya Åre"),
            told=rf"{FAULT}{FILE}: no Swedish place is called '2399'",
        ),
        Row(
            fault="revised history",
            here="a corrected delivery under the same name: the server's stamp of the file tells",
            provoke=switched(ID, revised=True),
            told=r"sni-utdrag: [\d\s]+celler reviderade",
            code=0,
            after=After.APPENDED,
        ),
        Row(
            fault="moved page",
            provoke=on_wire("moved", f"/{ID}/"),
            told=rf"{FAULT}GET .*/{ID}/ has moved to https://ny-adress\.example",
            now=r"set LANSPULS_SNI_EXTRACT_URL",
        ),
    ),
)
