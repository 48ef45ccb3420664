"""What done actions brought, worked by hand: the months after beside as many before."""

from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.build import make_workbook
from tests.sentences import faults
from whalecurve.analysis.actions.holding_out import earlier_changes, looked
from whalecurve.analysis.actions.outcomes import realised
from whalecurve.analysis.results import analyze
from whalecurve.domain.actions.holdout import Holdout
from whalecurve.domain.actions.realised import compared, realised_words
from whalecurve.domain.actions.record import Record
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.quantities.facts import Period

HEADER = "Order,Date,Customer,Category,Quantity,Amount,Cost\n"
# a contributes 10.00 a month up to March 2026 and 30.00 after it; n comes in May
LINES = [(f"2026-{month:02d}-10", "a", 30 if month < 4 else 50) for month in range(1, 7)] + [("2026-05-02", "n", 80)]
SALES = HEADER + "".join(f"{n},{day},{who},Tea,1,{amount}.00,20\n" for n, (day, who, amount) in enumerate(LINES))


def record(kind="reprice", who="a", done_on="2026-03-15", **parts):
    return Record(kind, who, who, money_at_stake=100_00, status="done", done_on=done_on, **parts)


def gains(tmp_path, *records):
    book = make_workbook(tmp_path, activities=None, sales=SALES.encode(), customers=b"customer_id\na\nn\n")
    answered = analyze(book, scenario_from_json({"currency": "USD"}))
    return realised(book, answered.results.statements, records)


def test_no_more_months_after_are_compared_than_there_are_before(tmp_path) -> None:
    (found,) = gains(tmp_path, record())
    # April and May, 60.00, beside January and February, 20.00
    assert (found.gain, found.after.first, found.after.last) == (240_00, 202604, 202605)


def test_two_months_after_and_two_before(tmp_path) -> None:
    (found,) = gains(tmp_path, record(done_on="2026-04-20"))
    # May and June, 60.00; February and March, 20.00: 40.00 more in two months, 240.00 in a year
    assert (found.gain, found.expected) == (240_00, 100_00)
    assert (found.before.first, found.before.last, found.after.first) == (202602, 202603, 202605)
    said = realised_words([found], "USD")
    assert "1 done action has months after it: 100.00 a year expected, 240.00 a year realised." in said
    assert "not a proof" in said
    assert faults(said) == []


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_the_month_of_an_action_is_in_neither_span_and_both_are_as_long(first, until_done, after_it) -> None:
    span, done = Period(month_of(first), month_of(first + until_done + after_it)), month_of(first + until_done)
    found = compared(f"{done // 100}-{done % 100:02d}-15", span)
    assert (found is None) == (not until_done or not after_it)
    if found is not None:
        before, after = found
        assert span.first <= before.first <= before.last < done < after.first <= after.last <= span.last
        assert before.months == after.months <= 12
        # the same season wherever the data reaches back a year
        if until_done >= 12:
            assert after.months == min(after_it, 12)
            assert {month % 100 for month in before.list_months()} == {month % 100 for month in after.list_months()}


def month_of(number: int) -> int:
    """A month some months after January 2020."""
    return (2020 + number // 12) * 100 + number % 12 + 1


def test_two_actions_at_one_customer_are_one_gain_in_the_sum(tmp_path) -> None:
    both = record(done_on="2026-04-20"), record("time", done_on="2026-03-15")
    found = gains(tmp_path, *both, record("referral", done_on="2026-04-20", became=("n",)))
    assert sorted(each.gain for each in found) == [240_00, 240_00, 360_00]
    said = realised_words(found, "USD")
    assert "300.00 a year expected, 600.00 a year realised, each customer counted once." in said
    assert faults(said) == []


def test_a_referral_earns_what_came_of_it(tmp_path) -> None:
    (found,) = gains(tmp_path, record("referral", done_on="2026-04-20", became=("n", "nobody")))
    # n contributes 60.00 in May and June: 360.00 a year
    assert (found.gain, found.before) == (360_00, None)


def test_too_early_gone_and_not_done_are_left_out(tmp_path) -> None:
    early, gone = record(done_on="2026-06-20"), record(who="gone", done_on="2026-04-20")
    assert gains(tmp_path, early, gone, Record("time", "a", "a")) == ()


def test_a_holdout_is_looked_at_by_changes_worked_by_hand(tmp_path) -> None:
    # 20 customers earn 10.00 more a month after February 2026, 20 others do not
    rows = [
        f"{who}-{month},2026-{month:02d}-10,c{who:02d},Tea,1,{30 + 10 * (who < 20 and month > 2) + who % 3}.00,20"
        for who in range(40)
        for month in range(1, 5)
    ]
    sales, people = HEADER + "\n".join(rows) + "\n", "customer_id\n" + "".join(f"c{who:02d}\n" for who in range(40))
    book = make_workbook(tmp_path, activities=None, sales=sales.encode(), customers=people.encode())
    statements = analyze(book, scenario_from_json({"currency": "USD"})).results.statements
    names = [f"c{who:02d}" for who in range(40)]
    found = looked(book, statements, Holdout("2026-02-14", tuple(names[:20]), tuple(names[20:]), 1.0))
    assert (found.effect, found.tells) == (120_00, True)
    assert looked(book, statements, Holdout("2026-04-14", tuple(names[:20]), tuple(names[20:]), 1.0)) is None
    # January and February beside March and April
    assert earlier_changes(book, statements, [0, 20]).tolist() == [120_00, 0]
