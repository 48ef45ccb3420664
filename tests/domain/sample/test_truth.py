"""The known answer, worked out by the oracle from nothing but the files and the plan."""

from fractions import Fraction

from tests.domain.sample.rows import answer, customers, high_customers, planted, rows, transactions
from tests.oracle import nearest, whale_peak
from whalecurve.domain.plan.plan_json import scenario_from_json, scenario_to_json
from whalecurve.domain.sample import sample_company

TRUTH = sample_company().truth


class TestFigures:
    def test_revenue_and_profit(self):
        assert sum(answer().rounded["net_revenue"].values()) == TRUTH.net_revenue
        assert answer().total_profit == TRUTH.customer_profit
        assert answer().company_profit == TRUTH.company_profit

    def test_a_plausible_margin(self):
        assert 0.04 < TRUTH.company_profit / TRUTH.net_revenue < 0.10
        goods = sum(answer().rounded["cost_of_goods"].values())
        assert 0.25 < 1 - goods / TRUTH.net_revenue < 0.40

    def test_about_a_fifth_lose_money(self):
        losing = [one for one in answer().customers if answer().profit(one) < 0]
        assert len(losing) == TRUTH.losing_customers
        assert 0.18 < len(losing) / TRUTH.customers < 0.22

    def test_the_whale_curve_peaks_well_above_the_total(self):
        peak_share, peak_customers = whale_peak([answer().profit(one) for one in answer().customers])
        assert peak_customers == TRUTH.peak_customers
        assert 1.2 < peak_share < 1.8

    def test_the_largest_customers_are_not_all_good_ones(self):
        largest = answer().by_revenue()[:10]
        assert sum(answer().profit(one) < 0 for one in largest) == 2

    def test_customers_without_orders_still_take_their_part(self):
        idle = set(customers()) - {row["customer"] for row in transactions()}
        assert all(answer().rounded["Office rent"][one] > 0 > answer().profit(one) for one in idle)


class TestReconciliation:
    def test_the_files_add_up_to_the_results(self):
        sold = sum(Fraction(row["Amount"]) for row in rows("orders.csv"))
        goods = sum(row["cost_of_goods"] for row in transactions())
        assert nearest(sold * 100) == sum(answer().rounded["net_revenue"].values())
        assert nearest(goods * 100) == sum(answer().rounded["cost_of_goods"].values())

    def test_every_cost_is_a_customers_or_unused(self):
        shared = sum(sum(answer().rounded[name].values()) for name in answer().fixed)
        yearly = sum(Fraction(row["Annual Amount"]) for row in rows("costs.csv"))
        assert shared + sum(answer().unused.values()) == yearly * 100 * Fraction(18, 12)
        assert set(answer().unassigned.values()) == {0}

    def test_capacity_is_nearly_used_up(self):
        assert set(answer().unused) == {"Field sales payroll", "Customer service payroll"}
        for name, unused in answer().unused.items():
            assert 0 < unused < 0.1 * sum(answer().rounded[name].values())


class TestPlantedRule:
    def test_it_is_far_above_the_base_rate(self):
        group = [one for one in customers() if planted(one)]
        assert len(group) == TRUTH.planted_customers
        assert len(high_customers().intersection(group)) == TRUTH.planted_high
        assert TRUTH.base_rate == 0.2
        assert 0.65 < TRUTH.planted_rate < 0.75

    def test_both_halves_of_the_rule_are_needed(self):
        rows_of = customers().items()
        small = [one for one, row in rows_of if row["Industry"] == "Healthcare" and not planted(one)]
        large = [one for one, row in rows_of if int(row["Employees"]) > 40 and not planted(one)]
        for others in (small, large):
            assert len(others) > 30
            assert len(high_customers().intersection(others)) / len(others) < 0.2


class TestPlan:
    def test_it_reads_as_a_scenario_and_back(self):
        scenario = scenario_from_json(sample_company().plan)
        assert scenario_from_json(scenario_to_json(scenario)) == scenario
        assert scenario.currency == "USD"
