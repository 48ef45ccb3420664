"""Cross-sell: what customers buy next, judged by what they did buy, with the evidence for each offer."""
