"""The oracle against published worked examples, so that what it says of other data can be believed."""

from fractions import Fraction

import pytest

from tests.oracle import analyze, groups, largest_remainder, nearest, whale_peak

YEAR = ("2025-01", "2025-12")
MAY = "2025-05-15"


def cents(amount):
    return nearest(Fraction(str(amount)) * 100)


def orders_of(customer, orders, **totals):
    """As many one-line orders, the first of which carries all amounts."""
    lines = [{"customer": customer, "date": MAY, "order": f"{customer}-{n}"} for n in range(orders)]
    return [{**dict.fromkeys(totals, 0), **line, **(totals if n == 0 else {})} for n, line in enumerate(lines)]


def done(customer, activity, quantity, date=""):
    return {"customer": customer, "activity": activity, "quantity": quantity, "date": date}


def on_file(*ids, **traits):
    return [{"customer_id": one} | {name: values[n] for name, values in traits.items()} for n, one in enumerate(ids)]


def by_customer(answer, ids, name):
    return [answer.rounded[name][one] for one in ids]


class TestAlpha:
    """Alpha Ltd, OpenLearn B392 "Challenges in advanced management accounting", after Glad and Becker 1995.

    Inputs published, outputs computed from them.
    """

    IDS = ("Beta", "Gamma", "Delta")
    POOLS = (
        ("order taking", "1534.00", "orders", (169.00, 858.00, 507.00)),
        ("packing", "5250.00", "units", (1260.00, 2100.00, 1890.00)),
        ("dispatch", "4312.50", "units", (1035.00, 1725.00, 1552.50)),
        ("warehousing", "1007.00", "floor_m2", (318.00, 424.00, 265.00)),
        ("account administration", "2242.00", "orders", (247.00, 1254.00, 741.00)),
    )

    def answer(self, pools=None):
        figures = zip(
            self.IDS,
            (13, 66, 39),
            (300, 500, 450),
            (120000, 150000, 90000),
            (36000, 45000, 27000),
            (13120, 18476, 13620),
            strict=True,
        )
        lines = []
        for one, orders, units, revenue, margin, traceable in figures:
            amounts = {
                "net_revenue": revenue,
                "cost_of_goods": revenue - margin,
                "quantity": units,
                "traced": traceable,
            }
            lines += orders_of(one, orders, **amounts)
        plan = {
            "currency": "GBP",
            "fixed": [
                {"name": name, "annual_amount": amount, "driver": driver}
                for name, amount, driver, *_ in pools or self.POOLS
            ],
            "variable": [{"name": "traceable", "kind": "service", "column": "traced"}],
        }
        return analyze(plan, lines, on_file(*self.IDS, floor_m2=("30", "40", "25")), period=YEAR)

    @pytest.mark.parametrize(("name", "expected"), [(name, expected) for name, _, _, expected in POOLS])
    def test_each_pool_follows_its_driver(self, name, expected):
        assert by_customer(self.answer(), self.IDS, name) == [cents(amount) for amount in expected]

    def test_profit(self):
        answer = self.answer()
        assert [answer.gross_margin(one) for one in self.IDS] == [cents(36000), cents(45000), cents(27000)]
        assert [answer.profit(one) for one in self.IDS] == [cents(19851.00), cents(20163.00), cents(8424.50)]
        assert answer.total_profit == answer.company_profit == cents(48438.50)

    def one_pool(self, driver):
        """All pools thrown together and shared by one driver."""
        return self.answer([("overhead", "14345.50", driver)])

    def test_the_same_pools_by_revenue(self):
        answer = self.one_pool("revenue")
        assert [answer.profit(one) for one in self.IDS] == [cents(n) for n in (18098.17, 20546.71, 9793.62)]

    def test_an_equal_split_keeps_the_total_that_figures_rounded_alone_miss_by_a_cent(self):
        answer = self.one_pool("customers")
        part = answer.exact["overhead"]
        alone = [nearest(answer.contribution_margin(one) - part[one]) for one in self.IDS]
        assert alone == [cents(n) for n in (18098.17, 21742.17, 8598.17)]
        assert sum(alone) == cents(48438.51)
        assert [answer.profit(one) for one in self.IDS] == [alone[0] - 1, *alone[1:]]
        assert answer.total_profit == cents(48438.50)


class TestDarwin:
    """Darwin Company, after Drury, Management and Cost Accounting. Inputs published, outputs computed from them."""

    IDS = ("A", "B", "Y", "Z")
    CREDIT = (24657.53, 8219.18, 1369.86, 5479.45)
    PROFIT = (-38657.53, 67280.82, 50130.14, 183270.55)

    def answer(self):
        figures = zip(
            self.IDS,
            (200, 100, 50, 30),
            (1000000, 1000000, 500000, 2000000),
            (90000, 120000, 70000, 200000),
            strict=True,
        )
        lines = []
        for one, orders, revenue, margin in figures:
            lines += orders_of(one, orders, net_revenue=revenue, cost_of_goods=revenue - margin)
        events = {"visit": (20, 10, 5, 5), "km": (30000, 10000, 2500, 1250), "urgent": (20, 5, 0, 0)}
        activities = [
            done(one, name, n) for name, each in events.items() for one, n in zip(self.IDS, each, strict=True)
        ]
        rates = {"order": "300", "visit": "200", "km": "1", "urgent": "500", "credit_day": "0.10"}
        plan = {"variable": [{"name": f"per {per}", "rate": rate, "per": per} for per, rate in rates.items()]}
        return analyze(plan, lines, on_file(*self.IDS, days_of_credit=("90", "30", "10", "10")), activities, YEAR)

    def test_credit_costs_a_yearly_rate_on_revenue_for_the_days_taken(self):
        exact = self.answer().exact["per credit_day"]
        assert [nearest(exact[one]) for one in self.IDS] == [cents(amount) for amount in self.CREDIT]

    def test_profit_before_rounding_is_the_published_one(self):
        answer = self.answer()
        profits = [answer.gross_margin(one) - sum(answer.exact[n][one] for n in answer.variable) for one in self.IDS]
        assert [nearest(profit) for profit in profits] == [cents(amount) for amount in self.PROFIT]

    def test_the_rounded_column_adds_up_where_figures_rounded_alone_lose_a_cent(self):
        answer = self.answer()
        assert sum(map(cents, self.CREDIT)) == cents(39726.02)
        assert by_customer(answer, self.IDS, "per credit_day") == [2465754, 821918, 136986, 547945]
        assert sum(answer.rounded["per credit_day"].values()) == cents(39726.03)
        assert answer.total_profit == sum(map(cents, self.PROFIT)) - 1


class TestMaltloaf:
    """Maltloaf, OpenLearn B392, after Bhimani 2008. Inputs published, outputs computed from them."""

    IDS = ("Smith", "Jones", "Greene", "Browne")

    def answer(self):
        bottles = (2000000, 1600000, 140000, 120000)
        prices = ("1.12", "1.18", "1.10", "1.20")
        lines = []
        for one, units, price, orders in zip(self.IDS, bottles, prices, (60, 50, 30, 20), strict=True):
            lines += orders_of(one, orders, net_revenue=units * Fraction(price), quantity=units)
        journeys = zip(self.IDS, (120, 60, 40, 30), (10, 24, 40, 12), strict=True)
        activities = [done(one, "mile", deliveries * miles) for one, deliveries, miles in journeys]
        activities += [done(one, "visit", visits) for one, visits in zip(self.IDS, (12, 10, 8, 6), strict=True)]
        plan = {
            "variable": [
                {"name": "production", "kind": "cost_of_goods", "rate": "1.00", "per": "unit"},
                {"name": "handling", "rate": "0.004", "per": "unit"},
                {"name": "ordering", "rate": "200", "per": "order"},
                {"name": "visiting", "rate": "160", "per": "visit"},
                {"name": "driving", "rate": "4", "per": "mile"},
            ]
        }
        return analyze(plan, lines, on_file(*self.IDS), activities, YEAR)

    def test_statement(self):
        answer = self.answer()
        assert by_customer(answer, self.IDS, "net_revenue") == [cents(n) for n in (2240000, 1888000, 154000, 144000)]
        assert [answer.gross_margin(one) for one in self.IDS] == [cents(n) for n in (240000, 288000, 14000, 24000)]
        served = [answer.gross_margin(one) - answer.profit(one) for one in self.IDS]
        assert served == [cents(n) for n in (26720, 23760, 14240, 6880)]
        assert [answer.profit(one) for one in self.IDS] == [cents(n) for n in (213280, 264240, -240, 17120)]

    def test_ranks(self):
        assert self.answer().ranked() == ["Jones", "Smith", "Browne", "Greene"]


class TestTimeDrivenCosting:
    """Kaplan and Anderson, Time-Driven Activity-Based Costing. Published; each activity stands as a customer here."""

    IDS = ("orders", "complaints", "credit checks")
    MINUTES = (40 * 9800, 220 * 280, 250 * 500)

    def answer(self, period=YEAR, unknown=0):
        lines = [{"customer": one, "date": MAY, "net_revenue": 0} for one in self.IDS]
        activities = [done(one, "minutes", minutes) for one, minutes in zip(self.IDS, self.MINUTES, strict=True)]
        pool = {"name": "service", "annual_amount": "560000", "driver": "minutes", "practical_capacity": "700000"}
        return analyze(
            {"fixed": [pool]}, lines, on_file(*self.IDS), [*activities, done("?", "minutes", unknown)], period
        )

    def test_capacity_used_is_assigned_and_the_rest_stays_apart(self):
        answer = self.answer()
        assert by_customer(answer, self.IDS, "service") == [cents(n) for n in (313600, 49280, 100000)]
        assert answer.total_profit == -cents(462880)
        assert answer.unused == {"service": cents(97120)}
        assert answer.company_profit == -cents(560000)

    def test_a_minute_costs_the_same_in_a_shorter_period(self):
        answer = self.answer(period=("2025-04", "2026-03"))
        half = self.answer(period=("2025-04", "2025-09"))
        assert half.rounded == answer.rounded
        assert half.unused["service"] == cents(280000 - 462880)

    def test_minutes_of_strangers_are_unassigned(self):
        answer = self.answer(unknown=1000)
        assert answer.unassigned["service"] == cents(800)
        assert answer.unused["service"] == cents(97120 - 800)


class TestWhaleCurve:
    """Gonalong Inc., customer profitability exercise. Profits and first sums published, the rest computed."""

    PROFITS = (366, 614, -247, 999, 1060, 882, 598, 292, -105, 711)

    def answer(self):
        ids = [f"C{n:02d}" for n in range(10)]
        lines = [
            {"customer": one, "date": MAY, "net_revenue": profit + 1000, "cost_of_goods": 1000}
            for one, profit in zip(ids, self.PROFITS, strict=True)
        ]
        lines.append({"customer": "", "date": MAY, "net_revenue": 0, "cost_of_goods": 650})
        return analyze({}, lines, on_file(*ids), period=YEAR)

    def test_cumulative_profit_best_first(self):
        answer, running, cumulative = self.answer(), 0, []
        for one in answer.ranked():
            running += answer.profit(one)
            cumulative.append(running // 100)
        assert cumulative == [1060, 2059, 2941, 3652, 4266, 4864, 5230, 5522, 5417, 5170]

    def test_peak(self):
        answer = self.answer()
        peak_share, customers = whale_peak([answer.profit(one) for one in answer.customers])
        assert (round(float(peak_share), 4), customers) == (1.0681, 8)

    def test_unassigned_cost_lowers_the_company_alone(self):
        answer = self.answer()
        assert (answer.unassigned_cost, answer.company_profit) == (cents(650), cents(4520))


class TestRulesBeyondTheExamples:
    LINES = (
        {
            "customer": "a",
            "date": "2025-01-10",
            "order": "1",
            "net_revenue": "100.005",
            "quantity": 4,
            "category": "Tea",
        },
        {"customer": "a", "date": "2025-02-10", "order": "1", "net_revenue": "-20", "quantity": -1, "category": "Ink"},
        {"customer": "b", "date": "2025-02-11", "order": "2", "net_revenue": "50", "quantity": -2, "category": "Tea"},
        {"customer": "zz", "date": "2025-02-12", "order": "3", "net_revenue": "10", "quantity": 5, "category": "Tea"},
    )
    CUSTOMERS = tuple(on_file("a", "b", "c", Region=("North", "South", "North")))

    def answer(self, period=None, **plan):
        return analyze(plan, self.LINES, self.CUSTOMERS, period=period)

    def test_a_pool_counts_for_the_months_of_the_period(self):
        pool = {"name": "rent", "annual_amount": "1200"}
        assert self.answer(fixed=[pool]).rounded["rent"] == {"a": 6667, "b": 6667, "c": 6666}
        assert self.answer(fixed=[pool], period=("2025-02", "2025-02")).rounded["rent"] == {
            "a": 3334,
            "b": 3333,
            "c": 3333,
        }

    def test_active_customers_alone_share_when_asked(self):
        answer = self.answer(fixed=[{"name": "rent", "annual_amount": 1200}], settings={"share_with": "active"})
        assert answer.rounded["rent"] == {"a": 10000, "b": 10000, "c": 0}

    def test_negative_quantities_take_no_part(self):
        answer = self.answer(fixed=[{"name": "rent", "annual_amount": 1200, "driver": "units"}])
        assert answer.rounded["rent"] == {"a": 20000, "b": 0, "c": 0}

    def test_what_nobody_can_share_is_unassigned(self):
        pool = {"name": "rent", "annual_amount": 1200, "driver": "units"}
        answer = self.answer(fixed=[pool], period=("2025-03", "2025-03"))
        assert answer.unassigned["rent"] == answer.unassigned_cost == 10000

    def test_an_order_in_two_months_counts_once(self):
        answer = self.answer(variable=[{"name": "picking", "rate": "3", "per": "order"}])
        assert answer.rounded["picking"] == {"a": 300, "b": 300, "c": 0}
        assert answer.unassigned["picking"] == 300

    def test_a_customer_is_new_in_the_month_of_its_first_line(self):
        cost = {"name": "welcome", "rate": "7", "per": "new_customer"}
        answer = self.answer(variable=[cost], period=("2025-02", "2025-02"))
        assert answer.rounded["welcome"] == {"a": 0, "b": 700, "c": 0}
        assert answer.unassigned["welcome"] == 0

    @pytest.mark.parametrize(
        ("only", "expected", "unassigned"),
        [
            ({"category": ["Tea"]}, {"a": 1000, "b": 500, "c": 0}, 100),
            ({"region": ["North"]}, {"a": 800, "b": 0, "c": 0}, 0),
            ({"Category": ["Tea"], "REGION": ["South"]}, {"a": 0, "b": 500, "c": 0}, 0),
        ],
    )
    def test_a_cost_may_be_limited_to_lines_or_to_customers(self, only, expected, unassigned):
        answer = self.answer(variable=[{"name": "fee", "rate": "0.1", "per": "revenue", "only": only}])
        assert (answer.rounded["fee"], answer.unassigned["fee"]) == (expected, unassigned)

    def test_unassigned_revenue_is_the_rest_of_the_rounded_total(self):
        answer = self.answer()
        assert answer.rounded["net_revenue"] == {"a": 8001, "b": 5000, "c": 0}
        assert answer.unassigned["net_revenue"] == 14001 - 13001

    def test_the_currency_decides_the_minor_unit(self):
        assert self.answer(currency="JPY").rounded["net_revenue"] == {"a": 80, "b": 50, "c": 0}

    def test_ties_go_by_id_and_a_negative_total_is_the_mirror_image(self):
        thirds = {one: Fraction(100, 3) for one in "cab"}
        assert largest_remainder(thirds) == {"a": 34, "b": 33, "c": 33}
        assert largest_remainder({one: -part for one, part in thirds.items()}) == {"a": -34, "b": -33, "c": -33}

    @pytest.mark.parametrize(
        ("ordered", "expected"),
        [
            ("a", ("a", "", "")),
            ("ab", ("a", "", "b")),
            ("abcd", ("a", "b", "d")),
            ("abcdefgh", ("ab", "de", "gh")),
        ],
    )
    def test_groups_never_share_a_customer(self, ordered, expected):
        assert tuple("".join(group) for group in groups(ordered, 2)) == expected
