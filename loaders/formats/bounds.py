"""How much of a table is read, and a look through a workbook that counts before openpyxl builds anything of it.

openpyxl holds whole parts (styles, names, shared texts) and whole rows, fills the rows and cells that a sheet leaves
out, and leaves out rows that stand out of order. All of that is counted here, in one pass and constant memory.
"""

import re
from dataclasses import dataclass
from zipfile import ZipInfo

from loaders.formats.workbook import SPREADSHEET_NAMESPACES, Package, local, malformed_named, parser
from loaders.ground.errors import BeyondBounds, SourceChanged

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Of a worksheet."""
LONGEST_MARKUP = 1_000_000
"""Bytes from one tag to the next: a cell holds 32 767 characters."""
_STREAMED = frozenset({"worksheet", "sst", "pivotCacheRecords", "pivotCacheDefinition"})
"""Roots of parts that may be large."""
_BLOCK = 64 * 1024
_XML = re.compile(rb"(?:\xef\xbb\xbf)?[\s\x00]*<|\xff\xfe|\xfe\xff")
_REFERENCE = re.compile(r"([A-Za-z]{1,3})\d{1,7}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much a file may hold.

    total: bytes of a workbook's parts as they unpack. whole: bytes of a part that is neither sheet nor shared texts.
    tags: XML elements of a part, whole_tags of one that is no sheet and no shared texts. rows: of the table. columns:
    of a row of text. cells: of the table, with those that are left out before others of their row.
    """

    total: int
    whole: int
    tags: int
    whole_tags: int
    rows: int
    columns: int
    cells: int


WRITTEN = Bounds(
    total=48_000_000,
    whole=8_000_000,
    tags=1_000_000,
    whole_tags=100_000,
    rows=100_000,
    columns=1_000,
    cells=300_000,
)
"""What people write themselves, which pages read while somebody waits."""
DOWNLOADED = Bounds(
    total=4_000_000_000,
    whole=64_000_000,
    tags=100_000_000,
    whole_tags=400_000,
    rows=5_000_000,
    columns=5_000,
    cells=50_000_000,
)
"""What people have downloaded and read in by hand, by a command."""


def check_workbook(package: Package, bounds: Bounds, *, sheets: bool) -> None:
    """SourceChanged, with the part, for a workbook that holds more than the bounds or two parts of one name.

    sheets: whether what the sheets hold is counted too, which takes a pass over all of them.
    """
    seen: set[str] = set()
    unpacked = 0
    for entry in package.file.infolist():
        name = entry.filename.replace("\\", "/").lstrip("/").lower()
        unpacked += entry.file_size
        if name in seen:
            raise BeyondBounds(
                f"{package.path.name} has two parts named {name}. Save it anew as .xlsx.",
                f"{package.path.name} har två delar som heter {name}. Spara om den som .xlsx.",
            )
        if unpacked > bounds.total:
            most = bounds.total // 1_000_000
            raise BeyondBounds(
                f"{package.path.name} would unpack to more than {most} MB, at {name}. Nothing was read; "
                "take away sheets, pictures and formats that are not needed, and save it anew.",
                f"{package.path.name} blir större än {most} MB när den packas upp, vid {name}. Inget är läst. "
                "Ta bort blad, bilder och format som inte behövs, och spara om den.",
            )
        seen.add(name)
    for entry in package.file.infolist():
        if sheets or "/pivotcache/" not in entry.filename.lower():
            _Look(package, entry, bounds, sheets=sheets).through()


class _Look:
    """A pass over one part."""

    def __init__(self, package: Package, entry: ZipInfo, bounds: Bounds, *, sheets: bool) -> None:
        self.package, self.entry, self.bounds, self.sheets = package, entry, bounds, sheets
        self.where = f"{package.path.name}: {entry.filename}"
        self.parser = parser(self.where)
        self.parser.StartElementHandler = self._starts
        self.root = ""
        self.tags = self.rows = self.row = self.cells = self.column = self.widest = self.last_tag = 0

    def through(self) -> None:
        """Read the part as far as it has to be."""
        fed = 0
        with self.package.opened_entry(self.entry) as stream:
            block = stream.read(_BLOCK)
            if not _XML.match(block):
                return  # a picture or the like: no reader of ours opens it
            while True:
                if not self._parse(block):
                    return
                fed += len(block)
                if fed - self.last_tag > LONGEST_MARKUP + _BLOCK:
                    raise self._beyond(
                        f"a text or tag of more than {LONGEST_MARKUP:,} bytes",
                        "en text som är längre än en cell rymmer",
                    )
                if self.root == "worksheet" and not self.sheets:
                    return
                if self.root not in _STREAMED and fed > self.bounds.whole:
                    raise self._beyond(
                        f"more than {self.bounds.whole // 1_000_000} MB, and is no sheet",
                        f"mer än {self.bounds.whole // 1_000_000} MB, och är inget blad",
                    )
                if not block:
                    break
                block = stream.read(_BLOCK)
        self._end_row()

    def _parse(self, block: bytes) -> bool:
        """Parse a block; whether it goes on. What is no XML by its name either (drawings) may be malformed."""
        try:
            with malformed_named(self.where):
                self.parser.Parse(block, not block)
        except BeyondBounds:
            raise
        except SourceChanged as error:
            if error.__cause__ is None or self.entry.filename.lower().endswith((".xml", ".rels")):
                raise
            return False
        return True

    def _starts(self, name: str, attributes: dict[str, str]) -> None:
        self.tags += 1
        self.last_tag = self.parser.CurrentByteIndex
        kind = local(name)
        if not self.root:
            self.root = kind if name.partition(" ")[0] in SPREADSHEET_NAMESPACES else "other"
        most = self.bounds.tags if self.root in _STREAMED else self.bounds.whole_tags
        if self.tags > most:
            raise self._beyond(f"more than {most} XML elements", f"mer än {most} XML-element")
        if self.root == "worksheet" and kind == "row":
            self._begin_row(attributes.get("r"))
        elif self.root == "worksheet" and kind == "c":
            self._count_cell(attributes.get("r"))

    def _begin_row(self, written: str | None) -> None:
        self._end_row()
        self.rows += 1
        number = self.row + 1 if written is None else int(written) if re.fullmatch(r"[0-9]{1,9}", written) else 0
        if self.rows > self.bounds.rows:
            raise self._beyond(f"more than {self.bounds.rows} rows", f"mer än {self.bounds.rows} rader")
        if not self.row < number <= LAST_ROW:
            told = (written or "")[:20]
            raise self._beyond(
                f"a row numbered '{told}' after row {self.row}, and rows 1 to {LAST_ROW} stand in order",
                f"en rad med numret ”{told}” efter rad {self.row}, men raderna 1 till {LAST_ROW} ska stå i ordning",
            )
        self.row, self.column = number, 0

    def _count_cell(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
        elif found := _REFERENCE.fullmatch(reference):
            self.column = 0
            for letter in found[1].upper():
                self.column = self.column * 26 + ord(letter) - 64
        if self.column > LAST_COLUMN:
            raise self._beyond(f"a row of more than {LAST_COLUMN} columns", f"en rad med mer än {LAST_COLUMN} kolumner")
        if reference is not None and not found:
            told = reference[:20]
            raise self._beyond(f"a cell '{told}', which is nowhere", f"en cell ”{told}”, som inte finns i något blad")
        self.widest = max(self.widest, self.column)
        if self.cells + self.widest > self.bounds.cells:
            raise self._beyond(f"more than {self.bounds.cells} cells", f"mer än {self.bounds.cells} celler")

    def _end_row(self) -> None:
        self.cells += self.widest
        self.widest = 0

    def _beyond(self, what: str, what_sv: str) -> BeyondBounds:
        return BeyondBounds(
            f"{self.where} has {what}. Nothing was read; save the table alone, without empty rows, "
            "columns and formats.",
            f"{self.where} har {what_sv}. Inget är läst. Spara om filen med bara tabellen, "
            "utan tomma rader, kolumner och format.",
        )
