"""What somebody corrected still says what the correction corrects, in the document that stands under that name now.

The scope is the corrections (document_id, span_start, span_end, says, value, who, why, until). One fails where its place says something
else or nothing, where its document is not there, where it has ended, and where other bytes stand under its document's name now:
then at every statement of these that is of the same subject, measure, period and place, unless that is corrected too. The key is
the figure that would be served as printed although somebody said that it is wrong, so that it can be held back.

Parameters: in (relation of numerals), documents (relation with document_id and standing_document_id).
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, key_of, shown
from expectations.rule import Rule

_SUBJECT = ("code", "indicator", "measure", "period", "area_label")


def check(rule: Rule, names: Names) -> Check:
    numerals, documents = rule.text("in"), rule.text("documents")
    same = " AND ".join(f"later.{one} IS NOT DISTINCT FROM earlier.{one}" for one in _SUBJECT)
    return Check(
        f"""
WITH mine AS (
    SELECT corrections.*, documents.standing_document_id
    FROM (SELECT * FROM {BATCH}) AS corrections LEFT JOIN {names(documents)} AS documents USING (document_id)
    -- of several at one place the one that holds longest is applied (stg_correction)
    QUALIFY row_number() OVER (PARTITION BY document_id, span_start ORDER BY until DESC, value ASC) = 1
),
-- whatever stands at the place or reaches into it
here AS (
    SELECT mine.*, numerals.span_start AS their_start, numerals.span_end AS their_end, numerals.quote
    FROM mine LEFT JOIN {names(numerals)} AS numerals ON numerals.document_id = mine.document_id
        AND numerals.span_start < mine.span_end AND numerals.span_end > mine.span_start
),
at_its_place AS (
    SELECT document_id, coalesce(their_start, span_start) AS span_start, coalesce(their_end, span_end) AS span_end, says, who, why,
        CASE
            WHEN standing_document_id IS NULL THEN 'no such document in the warehouse'
            WHEN until < current_date THEN 'ended on ' || until
            WHEN quote IS NULL THEN 'no number at this place'
            WHEN quote <> says OR their_start <> span_start THEN quote
        END AS found
    FROM here
),
under_its_name AS (
    SELECT later.document_id, later.span_start, later.span_end, mine.says, mine.who, mine.why,
        later.quote || ' in the document that took its place' AS found
    FROM mine
    INNER JOIN {names(numerals)} AS earlier ON earlier.document_id = mine.document_id AND earlier.span_start = mine.span_start
        AND earlier.quote = mine.says AND earlier.disposition = 'observation'
    INNER JOIN {names(numerals)} AS later ON later.document_id = mine.standing_document_id
        AND later.disposition = 'observation' AND {same}
    WHERE mine.standing_document_id <> mine.document_id AND NOT EXISTS (
        SELECT 1 FROM mine AS other WHERE other.document_id = later.document_id AND other.span_start = later.span_start
    )
),
failing AS (SELECT * FROM at_its_place WHERE found IS NOT NULL UNION ALL SELECT * FROM under_its_name)
SELECT {key_of(rule.key)} AS key, {shown("any_value(says)")} AS expected, {shown("any_value(found)")} AS found,
    any_value('corrected by ' || who || ': ' || why || '; next: bring its row up to date, or take it out') AS detail, '' AS tolerance
FROM failing GROUP BY {", ".join(rule.key)}""",
        reads=(numerals, documents),
    )
