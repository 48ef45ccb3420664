"""The file ``traits.json``."""

from typing import Any

import numpy as np

from whalecurve.domain.segments.groups.clusters import Cluster
from whalecurve.domain.segments.report import Segments
from whalecurve.domain.segments.tree.rules import Rule


def traits_json(found: Segments) -> dict[str, Any]:
    """Return the segments as ``traits.json`` has them.

    Shares and rates are numbers 0 to 1, or null where they would mean nothing. ``low`` and ``high`` bound the rate of
    a rule.

    Args:
        found: What was learned.
    """
    return {
        "verdict": found.verdict.word,
        "target": found.target,
        "customers": found.customers,
        "base_rate": _number(found.base_rate) if found.customers else None,
        "skill": _number(found.skill),
        "p_value": _number(found.p_value),
        "traits": [
            {"trait": finding.trait, "p_adjusted": _number(finding.p_adjusted), "effect": _number(finding.effect)}
            for finding in found.findings
        ],
        "rules": [_rule(rule) for rule in found.rules],
        "clusters": [_cluster(cluster) for cluster in (found.clusters.clusters if found.clusters else ())],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "conditions": list(rule.conditions),
        "customers": rule.customers,
        "rate": _number(rule.rate),
        "lift": _number(rule.lift),
        "low": _number(rule.rate_low),
        "high": _number(rule.rate_high),
    }


def _cluster(cluster: Cluster) -> dict[str, Any]:
    return {
        "name": cluster.name,
        "customers": cluster.figures.customers,
        "profit_share": _number(cluster.figures.profit_share),
        "traits": [mark.sentence for mark in cluster.marks],
    }


def _number(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else round(float(value), 6)
