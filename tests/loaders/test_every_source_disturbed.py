"""Every source under every disturbance of the wire: a clear message, a failed report, and a store as it was."""

import pytest

from loaders.catalogue import CATALOGUE
from loaders.report_changes import summary
from tests.loaders.fetching import bench, files

CHOSEN = {
    "scb": "grp",
    "arbetsformedlingen": "all_vacancies",
    "bolagsverket": "deregistrations",
    "jobtech": "platsbanken_ads",
    "kolada": "bankruptcies_yearly",
    "sni_extract": "circular_share",
    "tillvaxtanalys": "new_firms",
    "tillvaxtverket": "guest_nights",
    "varsel": "redundancy_notices",
    "yrkesbarometern": "occupational_outlook",
}
DISTURBANCES = {
    "status": {"status": 500},
    "storm": {"retry_after": 0.01},
    "html": {},
    "empty": {},
    "broken": {"keep_share": 0.5},
    "short": {"keep_share": 0.5},
    "stall": {"seconds": 0.6},
}


def test_every_source_is_disturbed_here():
    asked = {query.source for declared in CATALOGUE.values() for query in declared.queries}
    assert asked == set(CHOSEN)
    assert all(CHOSEN[source] in CATALOGUE for source in asked)


@pytest.fixture(scope="module")
def publisher(tmp_path_factory):
    with bench(tmp_path_factory.mktemp("disturbed")) as ready:
        yield ready


@pytest.mark.xdist_group("disturbed")
@pytest.mark.parametrize("kind", DISTURBANCES)
@pytest.mark.parametrize("source", CHOSEN)
def test_a_disturbed_source_fails_in_words_and_keeps_its_data(publisher, tmp_path, source, kind):
    settings = publisher.filled(tmp_path, CHOSEN[source])
    before = files(settings.store_dir)
    path = "/tables/" if source == "scb" else f"/{source}/"
    publisher.publisher.disturb(kind, times=500, path=path, **DISTURBANCES[kind])
    try:
        report = publisher.fetch(tmp_path, CHOSEN[source], full=True)
    finally:
        publisher.publisher.reset()
    assert report.failed, "the command line ends with exit code 1"
    failures = [message for table in report.tables for message in table.failures]
    assert failures and all("stay in use" in message for message in failures)
    told = " ".join(summary(report))
    assert all(table.table in told for table in report.tables)
    assert files(settings.store_dir) == before
