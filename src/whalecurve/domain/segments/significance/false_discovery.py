"""False-discovery control across traits."""

import numpy as np

from whalecurve.domain.segments.arrays import Floats
from whalecurve.domain.segments.settings import Correction


def adjusted(p_values: Floats, correction: Correction = "bh") -> Floats:
    """Adjust p-values for the number of traits that were tried.

    Args:
        p_values: One per trait.
        correction: ``bh`` (Benjamini and Hochberg 1995) or ``by`` (Benjamini and Yekutieli 2001), which holds under
            any dependence and costs a factor of about log(traits).

    >>> adjusted(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    >>> adjusted(np.array([0.01, 0.04, 0.03]), "by").round(3).tolist()
    [0.055, 0.073, 0.073]
    """
    count = p_values.size
    order = np.argsort(-p_values, kind="stable")
    ranks = np.arange(count, 0, -1)
    factor = float((1 / ranks).sum()) if correction == "by" else 1.0
    raised = np.minimum.accumulate(p_values[order] * count * factor / ranks)
    answer = np.empty(count)
    answer[order] = np.minimum(raised, 1.0)
    return answer
