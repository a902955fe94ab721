"""How a failure is told: in Swedish first, by its class, with what is in use; the English detail last."""

from datetime import UTC, datetime

import pytest

from loaders.fetching import failures
from loaders.ground.errors import SourceChanged, SourceRefused, SourceUnreachable, StoreError


@pytest.mark.parametrize(
    ("error", "lead"),
    [
        (SourceUnreachable("no usable answer"), "Källan gick inte att nå."),
        (SourceRefused("HTTP 404", 404), "Källan sa nej."),
        (SourceChanged("no variable"), "Källan svarar annorlunda än väntat."),
        (StoreError("disk full"), "Det gick inte att spara uppgifterna."),
    ],
)
def test_each_class_of_error_has_a_lead_of_its_own(error, lead):
    kept = failures.in_use(datetime(2026, 10, 25, 23, 30, tzinfo=UTC))
    assert failures.fetched(error, str(error), kept) == (
        f"{lead} Uppgifterna som publicerades 2026-10-26 används. Detalj: {error}"
    )


def test_nothing_stored_and_a_file_given_by_hand_have_words_too():
    error = SourceChanged("no column")
    assert failures.fetched(error, "x", failures.in_use(None)).startswith(
        "Källan svarar annorlunda än väntat. Inget av den är hämtat än. Detalj: x"
    )
    assert failures.read(error, "x") == "Filen ser inte ut som väntat. Inget ur filen är lagrat. Detalj: x"
