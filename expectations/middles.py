"""The middle of many places in a year, and how far places commonly lie from it: what `peers` and `misprint_peers` measure by.

What belongs here: that relation, as SQL. What does not: how far is too far (kinds).
"""

from __future__ import annotations


def middles(figures: str, by: str, least: int) -> str:
    """A SELECT over a relation with ref_area and obs_value: the columns `by`, middle, deviation, places.

    The middle is the median of at least `least` places; deviation their median deviation from it, taken for 1 point where it is
    smaller, so that places that agree by chance do not make any other an outlier.
    """
    return f"""SELECT {by}, median(obs_value) AS middle, greatest(mad(obs_value), 1) AS deviation, count(DISTINCT ref_area) AS places
    FROM {figures} GROUP BY {by} HAVING count(DISTINCT ref_area) >= {least}"""
