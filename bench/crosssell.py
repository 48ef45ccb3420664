"""Hit rate at five of offers, beside popularity, item-to-item cosine and ``implicit``, on the same customers.

python bench/crosssell.py sample
python bench/crosssell.py FILE.csv --customer ResellerKey --item ProductKey --date OrderDate
python bench/crosssell.py large   (200,000 customers x 5,000 products: time and memory alone)

The last quarter of the months is what was bought later; offers are learned from the months before. ``implicit`` takes
part where it is installed. Its number of factors is the best one on the last quarter itself, which favours it.
"""

import argparse
import importlib
import io
import resource
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pandas as pd
from scipy import sparse

from whalecurve.analysis.actions.cross_selling import windows_of
from whalecurve.domain.actions.crosssell.backtest import backtest, offers
from whalecurve.domain.actions.crosssell.purchases import Purchases, buyers, purchases, together
from whalecurve.domain.actions.crosssell.ranking import OFFERS
from whalecurve.domain.sample import sample_company

T = TypeVar("T")
FACTORS = (8, 16, 32, 64)
CUSTOMERS, ITEMS, LINES = 200_000, 5_000, 8_000_000


def read(frame: pd.DataFrame, customer: str, item: str, date: str, amount: str | None) -> Purchases:
    """Purchases in four windows of a table of lines."""
    months = pd.to_datetime(frame[date])
    month = (months.dt.year * 100 + months.dt.month).to_numpy()
    codes = pd.factorize(frame[customer])[0]
    items, names = pd.factorize(frame[item])
    paid = frame[amount].to_numpy(dtype=float) if amount else np.ones(len(frame))
    lines = pd.DataFrame({"customer": codes, "product": items, "net_revenue": paid, "month": month})
    parts = [
        lines[lines["month"].isin(window)].groupby(["customer", "product"], as_index=False)["net_revenue"].sum()
        for window in windows_of(sorted(set(month.tolist())))
    ]
    return purchases(parts, "product", [str(name) for name in names], int(codes.max()) + 1)


def hit_rate(scores: np.ndarray, found: Purchases) -> float:
    """Share of customers with something new for whom one of the five best-scored was it."""
    have = together(found.bought[:3]).toarray() > 0
    new = (found.bought[3].toarray() > 0) & ~have
    tested = new.any(axis=1) & have.any(axis=1)
    top = np.argsort(np.where(have, np.inf, -scores), axis=1, kind="stable")[:, :OFFERS]
    return float(np.take_along_axis(new, top, axis=1).any(axis=1)[tested].mean())


def cosine(found: Purchases) -> np.ndarray:
    """Item-to-item cosine over what customers have."""
    have = together(found.bought[:3]).toarray()
    length = np.sqrt(have.sum(axis=0)) + 1e-9
    near = have.T @ have / length[:, None] / length
    np.fill_diagonal(near, 0)
    return have @ near


def popular_ever(found: Purchases) -> np.ndarray:
    """How many customers ever bought each item."""
    have = together(found.bought[:3])
    return np.tile(buyers(have).astype(float), (found.customers, 1))


def implicit_best(found: Purchases) -> tuple[float, int] | None:
    """The best hit rate of alternating least squares over several sizes; None where it is not installed."""
    try:
        # No pin of ours: where it has no wheel it would have to be compiled, and nothing else here needs it.
        least_squares = importlib.import_module("implicit.als").AlternatingLeastSquares
    except ImportError:
        return None
    have, live = sparse.csr_matrix(together(found.bought[:3])), buyers(found.bought[2]) > 0
    rates = []
    for factors in FACTORS:
        model = least_squares(factors=factors, regularization=0.05, iterations=20, random_state=1)
        model.fit(have, show_progress=False)
        scores = model.user_factors @ model.item_factors.T
        rates += [(hit_rate(part, found), factors) for part in (scores, np.where(live, scores, -1e9))]
    return max(rates)


def compare(name: str, found: Purchases) -> None:
    """Print every way on one data set."""
    tested = timed("ours, choice of the way included", lambda: backtest(found))
    print(f"{name}: {found.customers} customers x {len(found.names)} items, {tested.tested} bought something new")
    print(f"  ours                    {tested.hits / tested.tested:.3f}  ({tested.recipe})")
    print(f"  popular in last window  {tested.popular_hits / tested.tested:.3f}  p = {tested.p_value:.2g}")
    print(f"  popular ever            {hit_rate(popular_ever(found), found):.3f}")
    print(f"  item cosine             {hit_rate(cosine(found), found):.3f}")
    if (best := implicit_best(found)) is not None:
        print(f"  implicit ALS            {best[0]:.3f}  (best of {FACTORS}: {best[1]} factors)")


def timed(what: str, work: Callable[[], T]) -> T:
    """Do it and say how long it took."""
    start = time.perf_counter()
    done = work()
    print(f"  {what}: {time.perf_counter() - start:.1f} s")
    return done


def large() -> None:
    """Time and memory with many customers and products."""
    dice = np.random.default_rng(1)
    customer = dice.integers(0, CUSTOMERS, LINES)
    item = (ITEMS * dice.beta(0.8, 3, LINES)).astype(np.int64)
    window = dice.integers(0, 4, LINES)
    parts = [pd.DataFrame({"customer": customer[window == n], "product": item[window == n]}) for n in range(4)]
    sums = [part.drop_duplicates().assign(net_revenue=1) for part in parts]
    start = time.perf_counter()
    found = purchases(sums, "product", [str(n) for n in range(ITEMS)], CUSTOMERS)
    tested = timed("backtest", lambda: backtest(found))
    timed("offers for all", lambda: offers(found, tested.recipe))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{CUSTOMERS} x {ITEMS}: {time.perf_counter() - start:.1f} s, {peak:.2f} GB at most")


def main() -> None:
    """Run one data set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("--customer", default="Customer ID")
    parser.add_argument("--item", default="Product ID")
    parser.add_argument("--date", default="Order Date")
    parser.add_argument("--amount")
    told = parser.parse_args()
    if told.data == "large":
        large()
    elif told.data == "sample":
        lines = pd.read_csv(io.StringIO(sample_company().files["orders.csv"]))
        compare("sample", read(lines, told.customer, told.item, told.date, "Amount"))
    else:
        frame = pd.read_csv(told.data)
        compare(told.data.rsplit("/", maxsplit=1)[-1], read(frame, told.customer, told.item, told.date, told.amount))


if __name__ == "__main__":
    main()
