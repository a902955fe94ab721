"""What is wrong with the files that own indicators are of, without a fetch."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from loaders.ground.errors import FileFault

if TYPE_CHECKING:
    from loaders.ground.declarations import Indicator
    from loaders.settings import Settings


def faults_of_files(settings: "Settings", indicators: "Iterable[Indicator]") -> Iterator[FileFault]:
    """The fault of each file that cannot be read as its indicator, one of the data folder's own, declares it."""
    from loaders.declared import FOLDER
    from loaders.ground.declarations import FileQuery
    from loaders.sources.own_files import SOURCE, opened, part_of

    for declared in indicators:
        for query in declared.queries:
            if not isinstance(query, FileQuery) or query.source != SOURCE.id:
                continue
            try:
                part_of(declared, query, opened(settings.data / FOLDER, query.options["file"]))
            except FileFault as fault:
                yield fault
