"""Nothing that is hidden can be had by adding and subtracting what exports let out; and the attacker can do it."""

from datetime import timedelta

import pytest

from loaders.export import table
from loaders.ground.declarations import Status
from loaders.store import Store, to_arrow
from tests.attack.disclosure import attack, cells_of, days, exported
from tests.attack.made_secrets import FIRST, IDS, store


def unprotected(made: Store):
    """All that is stored, as the attacker reads exports."""
    return {key: cell for id_ in IDS for key, cell in cells_of(id_, to_arrow(made.read(id_))).items()}


@pytest.mark.parametrize("seed", (4,))
def test_nothing_hidden_can_be_reckoned_from_what_is_shown(tmp_path, seed):
    made = store(tmp_path, seed)
    assert attack(exported(made, IDS)) == []


@pytest.mark.parametrize("seed", (1,))
def test_nor_from_what_was_shown_on_another_day(tmp_path, seed):
    """Each publication hides other municipalities; every state there was is taken together with the newest."""
    made = store(tmp_path, seed, publications=2)
    assert attack(exported(made, IDS), [exported(made, IDS, day) for day in days(made, IDS)]) == []


def test_the_attacker_finds_much_where_nothing_more_is_hidden_than_publishers_hide(tmp_path):
    found = attack(unprotected(store(tmp_path, 0)))
    assert {one.key[0] for one in found} >= {"guest_nights", "af_unemployed", "long_term_unemployed"}
    assert {one.how for one in found} >= {"bounds", "what a bound leaves out"}


def test_what_the_newest_state_hides_is_hidden_on_every_earlier_day(tmp_path):
    made = store(tmp_path, 1, publications=2)
    now, then = (exported(made, ["guest_nights"], day) for day in (None, (FIRST + timedelta(days=1)).date()))
    hidden = {key for key, cell in now.items() if cell.status == Status.SUPPRESSED}
    assert hidden and all(then[key].value is None for key in hidden if key in then)
    stored = made.read("guest_nights", as_of=(FIRST + timedelta(days=1)).date())
    shown_then = {key for key, cell in cells_of("guest_nights", to_arrow(stored)).items() if cell.value is not None}
    assert hidden & shown_then


def test_one_place_is_exported_as_it_is_among_all(tmp_path):
    made = store(tmp_path, 2)
    for id_ in ("guest_nights", "af_unemployed", "af_unemployed_share"):
        everyone = {key: cell for key, cell in exported(made, [id_]).items() if key[2] in ("0980", "09", "1060")}
        alone = cells_of(id_, table(made, id_, regions=["0980", "09", "1060"], chosen={}))
        assert alone == everyone
