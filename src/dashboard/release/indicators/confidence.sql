/*---
code = "Q10"
theme = "Training quality"
title = "Confidence at each stage of training"
question = "How sure are the same people of spotting the signs at each stage?"
kind = "mean"
numerator = "sum of the answers at the stage"
denominator = "answers at that stage of people who answered at all three about the same session"
unit = "points on a scale from 1 to 5"
direction = "up"
place = ""
breakdowns = ["stage", "sector"]
tables = ["year x stage", "year x stage x sector"]
caveat = "All stages are of the same people, once for each session they came to: those who answered before, after and at follow-up, who are few. In a year in which nobody has answered at follow-up yet, those who answered before and after. Answers are people's own view of themselves, and those who answer may differ from those who do not. Groups of fewer than 10 answers are hidden."
source = ["evaluation_forms"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "evaluation"
page = "Training reach"
section = "Confidence and knowledge"
---*/
-- Who lacks an answer about a session is not counted for that session: means of other people differ whatever
-- anybody learned. Where a year has no follow-up at all there are two stages.
WITH paired AS (
    SELECT *, count(follow_up) OVER (PARTITION BY year(month)) AS followed_up
    FROM confidence_answers WHERE before IS NOT NULL AND after IS NOT NULL
    QUALIFY follow_up IS NOT NULL OR followed_up = 0
)
SELECT month, sector, 'before' AS stage, before AS weight FROM paired
UNION ALL
SELECT month, sector, 'after', after FROM paired
UNION ALL
SELECT month, sector, 'follow_up', follow_up FROM paired WHERE follow_up IS NOT NULL
