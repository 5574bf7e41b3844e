/*---
code = "Q10"
theme = "Training quality"
title = "Confidence before, after and at follow-up"
question = "How sure are the same people of spotting the signs at each stage?"
kind = "mean"
numerator = "sum of the answers at the stage"
denominator = "people with an answer at that stage and at those before it"
unit = "points on a scale from 1 to 5"
direction = "up"
place = ""
breakdowns = ["stage", "sector"]
tables = ["year x stage", "year x stage x sector"]
caveat = "Before and after are of the same people. Those at follow-up are the ones among them who answered once more, and there are fewer of them. Answers are people's own view of themselves, and those who answer may differ from those who do not. Groups of fewer than 10 answers are hidden."
source = ["evaluation_forms"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "evaluation"
---*/
-- A person's answers about one course in one month; who lacks the one before or the one after is not counted.
-- Of two answers at one stage the lower is taken, so that no order of the rows changes a figure.
WITH answers AS (
    SELECT person, month, course, min(sector) AS sector,
           min(confidence) FILTER (stage = 'before') AS earlier,
           min(confidence) FILTER (stage = 'after') AS later,
           min(confidence) FILTER (stage = 'follow_up') AS last
    FROM evaluations
    WHERE confidence IS NOT NULL AND stage IN ('before', 'after', 'follow_up')
    GROUP BY person, month, course
),
paired AS (SELECT * FROM answers WHERE earlier IS NOT NULL AND later IS NOT NULL)
SELECT month, sector, 'before' AS stage, earlier AS weight FROM paired
UNION ALL
SELECT month, sector, 'after', later FROM paired
UNION ALL
SELECT month, sector, 'follow_up', last FROM paired WHERE last IS NOT NULL
