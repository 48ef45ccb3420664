"""Which traits predict high profit: tested one by one, as rules of a tree and as natural groups, honestly."""

from whalecurve.domain.segments.contract import traits_json
from whalecurve.domain.segments.report import Segments, segments
from whalecurve.domain.segments.score import Score, Scorer
from whalecurve.domain.segments.settings import Settings, Watch
from whalecurve.domain.segments.target import Target, above_zero, top_margin, top_share
from whalecurve.domain.segments.traits.mix import ProductMix
from whalecurve.domain.segments.traits.trait_set import TraitTable

__all__ = [
    "ProductMix",
    "Score",
    "Scorer",
    "Segments",
    "Settings",
    "Target",
    "TraitTable",
    "Watch",
    "above_zero",
    "segments",
    "top_margin",
    "top_share",
    "traits_json",
]
