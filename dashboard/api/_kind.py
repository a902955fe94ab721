"""What a file of this folder declares: resources, each with its address, its words and how it is answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from dashboard.data.series import Data
from loaders.ground.errors import UsageError

JSON = "application/json"
LONGEST_WORD = 2_000
"""Characters of one word of an address."""


class Query(BaseModel):
    """The words of an address. A resource that takes some has a class of its own; texts are read by the resource."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, str_max_length=LONGEST_WORD)


Q = TypeVar("Q", bound=Query)


class Told(BaseModel):
    """What every JSON answer begins with: of which state of the store it is, and whether that is made up."""

    model_config = ConfigDict(frozen=True)

    synthetic: bool = Field(description="Sant om siffrorna är påhittade (DEMODATA).")
    edition: str = Field(
        description="Vilket tillstånd av statistiken svaret är gjort av. Ändras när något nytt hämtas."
    )


class NoSuch(UsageError):
    """There is nothing of that name: answered with 404."""


class TooMuch(UsageError):
    """More is asked for than is given at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Generic[Q]):
    """A request that is understood: its words, the open words of its address by name, and the figures."""

    data: Data
    query: Q
    path: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is sent. file: the name it is saved under, where it is a file."""

    body: bytes
    mimetype: str = JSON
    file: str = ""

    @classmethod
    def of(cls, told: BaseModel) -> "Answer":
        """A model as JSON."""
        return cls(body=told.model_dump_json(by_alias=True).encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One address of the API.

    - ``address``: after ``/api/v1``, with at most one open word: ``/data/<slug>``.
    - ``title_sv``, ``tells_sv``: what it is and how to ask, for readers of its document and page.
    - ``query``: its words; ``model``: what its JSON answer holds; ``others``: further media types it answers with.
    - ``answer``: UsageError for what is not understood, NoSuch for what is not there, and the store's errors.
    - ``words_sv``: what its open word is.
    - ``examples``: addresses to open, after ``/api/v1``; the document, the page and the tests have them from here.
    """

    address: str
    title_sv: str
    tells_sv: str
    answer: Callable[[Asked[Any]], Answer]
    model: type[BaseModel]
    query: type[Query] = Query
    others: tuple[str, ...] = ()
    words_sv: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[str, ...]
    order: int = 50

    def open_words(self) -> dict[str, str]:
        """The open words of its address, each as the first example has it; none where the address is fixed."""
        fixed = self.address.split("/")
        written = self.examples[0].partition("?")[0].split("/")
        return {part[1:-1]: text for part, text in zip(fixed, written, strict=True) if part.startswith("<")}
