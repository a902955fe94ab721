"""Deliveries of ordered statistics, spoilt.

``publisher.switch("sni_extract", …)``: name (the newest extract is called so), rename_all (what all files are called
before their year), rename_column (old, new), rename_register (the same of the register alone), double (a line comes
twice), drop_year ("2022" is not in the extract), strange_place (what Åre is called, its code 2399), cut (the extract
ends after the last municipality), encoding (also "twice"), page_encoding (of the page of files), revised (the newest
year is twice as high, under the same name).
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import Response

from loaders.demo.others.sni_extract import LAG_YEARS, SniExtract, place_name
from tests.simulated.others.encodings import encoded
from tests.simulated.others.switched import Switched


class FaultySniExtract(Switched, SniExtract):
    """The page and its files with the faults that are on."""

    source = "sni_extract"

    def files(self) -> dict[str, Callable[[], bytes]]:
        newest, home = self.publisher.today.year - LAG_YEARS, self.publisher.county
        spoilt: dict[str, Callable[[], bytes]] = {}
        for number, (name, write) in enumerate(super().files().items()):
            if "rename_all" in self.faults:
                name = f"{self.faults['rename_all']}_{name.rpartition('_')[2]}"
            if number == 0:
                name = self.faults.get("name", name)
            spoilt[name] = partial(_spoilt, write, self.faults, newest if number == 0 else None, home)
        return spoilt

    def spoil(self, response: Response) -> Response:
        if response.mimetype == "text/html":
            response.set_data(encoded(response.get_data(as_text=True), self.faults.get("page_encoding", "utf-8")))
        return response


def _spoilt(write: Callable[[], bytes], faults: Mapping[str, Any], newest: int | None, home: str) -> bytes:
    """A file; newest: the year to be revised in it, if it has one."""
    body = write()
    if "rename_column" in faults:
        old, new = (name.encode("cp1252") for name in faults["rename_column"])
        body = body.replace(old, new, 1)
    if "rename_register" in faults and b"SNI2007" not in body:
        old, new = (name.encode("cp1252") for name in faults["rename_register"])
        body = body.replace(old, new, 1)
    if faults.get("double"):
        lines = body.splitlines(keepends=True)
        body = b"".join([*lines[:5], lines[4], *lines[5:]])
    if b"SNI2007" not in body:
        return body
    text = body.decode("cp1252")
    if faults.get("revised") and newest is not None:
        text = "".join(_doubled(line, newest) for line in text.splitlines(keepends=True))
    if faults.get("drop_year"):
        text = "".join(line for line in text.splitlines(keepends=True) if f";{faults['drop_year']};" not in line)
    if faults.get("strange_place"):
        text = text.replace("2321;Åre", f"2399;{faults['strange_place']}")
    if faults.get("cut"):
        text = text[: text.rindex(f"\n{home};{place_name(home)};01500")]
    return encoded(text, faults.get("encoding", "cp1252"))


def _doubled(line: str, year: int) -> str:
    """The line with twice as many persons if it is of the year and they are not hidden; so sums still fit."""
    start, found, persons = line.rpartition(f";{year};")
    return f"{start}{found}{2 * int(persons)}\r\n" if found and persons.strip().isdecimal() else line
