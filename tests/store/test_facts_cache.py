"""Facts are kept beside their dataset and never served when they are not what was saved."""

import pandas.testing as pdt
import pytest

from tests.store.build import DIGEST, REPORT, files_in, make_dataset, make_facts
from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.folders.datasets import load_dataset, save_dataset
from whalecurve.store.folders.facts import load_facts, save_facts, scope_digest

ALL = scope_digest(["net_revenue"])


@pytest.fixture
def root(tmp_path):
    save_dataset(make_dataset(), DIGEST, tmp_path, REPORT)
    return tmp_path


def test_facts_come_back_as_they_were_saved(root):
    facts = make_facts()
    save_facts(facts, DIGEST, root, ALL)
    loaded = load_facts(DIGEST, root, ALL)
    pdt.assert_frame_equal(loaded.monthly, facts.monthly)
    pdt.assert_frame_equal(loaded.order_repeats, facts.order_repeats)


def test_facts_that_were_never_saved_are_none(root):
    assert load_facts(DIGEST, root, ALL) is None


def test_each_scope_has_its_own(root):
    scope = scope_digest(["net_revenue"], {"rep": [1]})
    save_facts(make_facts(1), DIGEST, root, ALL)
    save_facts(make_facts(2), DIGEST, root, scope)
    assert load_facts(DIGEST, root, ALL).monthly["net_revenue"].tolist() == [5, 1]
    assert load_facts(DIGEST, root, scope).monthly["net_revenue"].tolist() == [5, 2]


def test_facts_of_no_dataset_are_refused(tmp_path):
    with pytest.raises(WhalecurveError, match="no stored data of this name"):
        save_facts(make_facts(), DIGEST, tmp_path, ALL)
    assert files_in(tmp_path) == {}


def test_facts_leave_the_dataset_sound(root):
    save_facts(make_facts(), DIGEST, root, ALL)
    assert len(load_dataset(DIGEST, root).transactions) == 3


@pytest.mark.parametrize("name", ["monthly.parquet", "order_repeats.parquet", "manifest.json"])
@pytest.mark.parametrize("harm", ["flip", "cut", "lose"])
def test_harmed_facts_are_none_and_are_replaced_by_the_next_save(root, name, harm):
    path = save_facts(make_facts(), DIGEST, root, ALL) / name
    content = path.read_bytes()
    if harm == "lose":
        path.unlink()
    elif harm == "cut":
        path.write_bytes(content[: len(content) // 2])
    else:
        path.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
    assert load_facts(DIGEST, root, ALL) is None
    save_facts(make_facts(), DIGEST, root, ALL)
    assert load_facts(DIGEST, root, ALL).monthly["net_revenue"].tolist() == [5, 150]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ((["a", "b"], {}), (["b", "a"], {})),
        ((["a"], {}), (["a"], {"rep": []})),
        ((["a"], {"rep": [1]}), (["a"], {"rep": [1, 2]})),
        ((["a"], {"rep": [1]}), (["a"], {"product": [1]})),
        ((["a"], {"rep": [12]}), (["a"], {"rep": [1, 2]})),
    ],
)
def test_different_scopes_have_different_names(left, right):
    assert scope_digest(*left) != scope_digest(*right)
