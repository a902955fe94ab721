"""Nothing that is hidden can be had from sums of places that a page makes; and the attacker can do it."""

import numpy as np
import pytest

from dashboard.data.series import Data
from tests.attack.disclosure import exported
from tests.attack.groups import attack_groups, groups_of
from tests.attack.made_secrets import HOMES, IDS, store
from tests.shared import TODAY


class Unprotected(Data):
    """Pages that pass by the gate."""

    def _read(self, indicator_id, chosen, as_of):
        return self.edition.read(indicator_id, slice=chosen, as_of=as_of)


@pytest.fixture(scope="module")
def secrets(tmp_path_factory):
    made = store(tmp_path_factory.mktemp("groups"), 4)
    return made, exported(made, IDS), list(groups_of(HOMES.values(), np.random.default_rng(4), 40))


def test_no_sum_of_places_tells_what_is_hidden_or_anything_but_what_is_shown(secrets):
    made, shown, groups = secrets
    data = Data(made, "23", today=lambda: TODAY)
    assert [str(one) for one in attack_groups(data, shown, IDS, groups)] == []
    code = "+".join(HOMES["10"][:2])
    assert data.series("guest_nights", {}, (code,)).periods  # there is something to attack


def test_the_attacker_finds_much_where_pages_pass_by_the_gate(secrets):
    made, shown, groups = secrets
    found = attack_groups(Unprotected(made, "23", today=lambda: TODAY), shown, IDS, groups)
    assert {one.how.partition(" ")[0] for one in found} >= {"a"}
    assert {one.key[0] for one in found} >= {"guest_nights", "af_unemployed"}
