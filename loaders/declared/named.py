"""What a declaration is called: by its file, and by its region where several have a store together."""

import re
from dataclasses import dataclass

_NAMES = re.compile(r"(?<![A-Za-z0-9])(?:own_|fil-|TAB\d{1,6}-|[A-Z]\d{5}-)(\d\d)[_-][a-z]")
"""How ids and tables of a region's own begin, up to the first letter of the file's name."""


@dataclass(frozen=True, slots=True)
class Named:
    """A declaration's names. stem: its file's name without ``.toml``. region: a county's code, empty for the only one.

    A stem begins with a letter, so that a region's number is never taken for one.
    """

    stem: str
    region: str = ""

    @property
    def key(self) -> str:
        """Its word in names of tables, which no other declaration has in the store: ``cyklar``, ``20-cyklar``."""
        return f"{self.region}-{self.stem}" if self.region else self.stem

    @property
    def id(self) -> str:
        """The indicator's id: ``own_cyklar``, ``own_20_cyklar``."""
        return f"own_{self.key.replace('-', '_')}"

    @property
    def slug(self) -> str:
        """Its word in addresses, which begin with the region's own: ``eget-cyklar``."""
        return f"eget-{self.stem}"


def regions_in(text: str) -> frozenset[str]:
    """The counties whose own indicators an id, a table's name or a sentence about some names."""
    return frozenset(_NAMES.findall(text))
