/*---
code = "Q05"
theme = "Training quality"
title = "Confidence kept at follow-up"
question = "Does the gain in confidence last some months on?"
kind = "mean"
numerator = "sum of the differences, follow-up less before, of the same people"
denominator = "people with both answers"
unit = "points on a scale from 1 to 5"
direction = "up"
place = ""
breakdowns = ["sector", "course"]
tables = ["year", "year x sector", "year x course"]
caveat = "Few people answer at follow-up. Answers are people's own view of themselves, and those who answer may differ from those who do not. Groups of fewer than 10 answers are hidden."
source = ["evaluation_forms"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "evaluation"
---*/
-- The same person's two answers about the same session; nobody with only one of them is counted.
SELECT a.month, a.sector, a.course, a.confidence - b.confidence AS weight
FROM evaluations a
JOIN evaluations b ON b.person = a.person AND b.month = a.month AND b.course = a.course AND b.stage = 'before'
WHERE a.stage = 'follow_up' AND a.confidence IS NOT NULL AND b.confidence IS NOT NULL
