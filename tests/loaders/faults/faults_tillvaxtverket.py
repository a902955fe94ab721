"""Tillväxtverket's faults, on its query interface for guest nights: three questions, answered as JSON.

Those of the text file, which is taken where it is there, are in tests/loaders/sources/test_tillvaxtverket_file.py.
"""

from loaders.demo.publisher import World
from tests.loaders.faults.fault_table import After, FaultTable, Row, on_wire, switched, wire

ID = "tillvaxtverket"
CUBE = rf"/{ID}/query/inkvartering/data/GuestNights_Country_Month\.cbase"
FAULT = r"gastnatter: FEL\. .*Detalj: "

TABLE = FaultTable(
    source=ID,
    asked=("guest_nights",),
    path=f"/{ID}/",
    start=switched(ID, since=2024, no_file=True),
    rows=(
        Row(
            fault="file renamed",
            here="a level of place has another name",
            provoke=switched(ID, rename_level="Ort"),
            told=rf"{FAULT}query/.*\.cbase: no levels fit /\^kommun/, .* There is: Riket, Län, Ort",
        ),
        Row(
            fault="field missing",
            provoke=switched(ID, rename_field="NATTER"),
            told=rf"{FAULT}riket: no field is called ANTAL_GASTNATTER or .* It has: NIVA_NAMN, .*NATTER",
        ),
        Row(
            fault="HTML instead of xlsx",
            here="HTML instead of JSON",
            provoke=on_wire("html", f"/{ID}/"),
            told=rf"{FAULT}GET .*{CUBE}: .*the answer was HTML instead of JSON \('Underhåll'\)",
        ),
        Row(
            fault="truncated zip",
            here="JSON cut off",
            provoke=on_wire("broken", f"/{ID}/"),
            told=rf"{FAULT}GET .*{CUBE}: .*the answer was cut off or not JSON",
        ),
        *wire(f"/{ID}/"),
        Row(
            fault="wrong encoding",
            here="Latin-1; UTF-8 encoded twice is repaired and said to be so",
            provoke=on_wire("latin", f"/{ID}/"),
            told=rf"{FAULT}GET .*{CUBE}: .*the answer was not UTF-8 text \(byte 0xe4",
        ),
        Row(
            fault="period gap",
            provoke=switched(ID, drop_month="202405"),
            told=rf"{FAULT}gastnatter: no riket has figures for 2024-05, though there are months from 2024-01 to",
        ),
        Row(
            fault="duplicate key",
            provoke=switched(ID, twice=True),
            told=rf"{FAULT}riket: row \d+ repeats Riket 2020 maj",
        ),
        Row(
            fault="new region",
            provoke=switched(ID, new_place=True),
            told=rf"{FAULT}no Swedish place is called 'Nystad': add the name to loaders/ground/place_names\.csv",
        ),
        Row(
            fault="revised history",
            provoke=lambda publisher: publisher.set_world(World(guest_nights_revised_from=2010)),
            told=r"gastnatter: [\d\s]+celler reviderade",
            code=0,
            after=After.APPENDED,
        ),
        Row(
            fault="moved page",
            provoke=on_wire("moved", f"/{ID}/"),
            told=rf"{FAULT}GET .*{CUBE} has moved to https://ny-adress\.example",
            now=r"set LANSPULS_TILLVAXTVERKET_URL",
        ),
    ),
)
