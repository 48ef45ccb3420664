"""The glossary has the words of the code, and the method's own figures are right."""

import re
from fractions import Fraction

import pytest

from tests.house.repository import ROOT, package_files
from whalecurve.domain.costing.drivers import CREDIT_COLUMNS
from whalecurve.domain.plan.scenario import BASES, RESERVED_NAMES
from whalecurve.domain.ranks.ranking import group_by_revenue
from whalecurve.domain.ranks.stability import VERDICTS

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
METHOD = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
TERMS = re.findall(r"^\| `([a-z_ ]+)` \|", GLOSSARY, re.MULTILINE)
CODE = re.sub(r"[_\s]+", "", "\n".join(path.read_text(encoding="utf-8") for path in package_files())).casefold()
NO_FIGURE = {"customer_id", "customer_name", "profit_rank", "revenue_rank"}


def squeezed(term):
    """A term however it is spelled: cost_pool, CostPool, cost pool."""
    return term.replace("_", "").replace(" ", "")


@pytest.mark.parametrize("term", TERMS)
def test_every_term_is_a_word_of_the_code(term):
    assert squeezed(term) in CODE


def test_no_term_stands_twice():
    assert len(TERMS) == len(set(TERMS)) > 30


@pytest.mark.parametrize("name", sorted(set(RESERVED_NAMES) - NO_FIGURE))
def test_every_figure_of_a_statement_is_a_term(name):
    assert name in TERMS


@pytest.mark.parametrize("word", [*BASES, *CREDIT_COLUMNS, *VERDICTS])
def test_the_method_speaks_of_every_basis_and_verdict(word):
    assert f"`{word}`" in METHOD


def test_the_credit_example_is_right():
    assert f"{float(round(Fraction(1_000_000 * 90, 365) / 10, 2)):,.2f}" == "24,657.53"
    assert "= 24,657.53" in METHOD


def test_the_middle_begins_where_the_method_says():
    import numpy as np

    order = np.arange(12)
    middle = group_by_revenue(order, order[::-1], order, 5)[1]
    assert middle.places[0] == (12 - 4) // 2
