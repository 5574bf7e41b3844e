/*---
code = "Q10"
theme = "Training quality"
title = "Confidence before, after and at follow-up"
question = "How sure are the same people of spotting the signs at each stage?"
kind = "mean"
numerator = "sum of the answers at the stage"
denominator = "answers at that stage of people who also gave the ones before it about the same session"
unit = "points on a scale from 1 to 5"
direction = "up"
place = ""
breakdowns = ["stage", "sector"]
tables = ["year x stage", "year x stage x sector"]
caveat = "Before and after are of the same people, once for each session they came to. Those at follow-up are the ones among them who answered once more, and there are fewer of them. Answers are people's own view of themselves, and those who answer may differ from those who do not. Groups of fewer than 10 answers are hidden."
source = ["evaluation_forms"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "evaluation"
page = "Training reach"
section = "What they make of it"
---*/
-- Who lacks the answer before or the one after a session is not counted for that session.
WITH paired AS (SELECT * FROM confidence_answers WHERE before IS NOT NULL AND after IS NOT NULL)
SELECT month, sector, 'before' AS stage, before AS weight FROM paired
UNION ALL
SELECT month, sector, 'after', after FROM paired
UNION ALL
SELECT month, sector, 'follow_up', follow_up FROM paired WHERE follow_up IS NOT NULL
