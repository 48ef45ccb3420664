"""A small company for the tests of actions."""

from tests.domain.build import make_ledger
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.plan.plan_json import scenario_from_json


def rented_out():
    """Two customers that contribute 90.00 and 10.00 in a year, and share a rent of 40.00."""
    ledger = make_ledger(["a", "b"], net_revenue=[100_00, 20_00], cost_of_goods=[10_00, 10_00])
    return make_statements(ledger, scenario_from_json({"fixed": [{"name": "Rent", "annual_amount": 40}]}))
