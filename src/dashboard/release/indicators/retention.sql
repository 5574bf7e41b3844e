/*---
code = "Q05"
theme = "Training quality"
title = "Confidence kept at follow-up"
question = "Does the gain in confidence last some months on?"
kind = "mean"
numerator = "sum of the differences, follow-up less before, of the same people about the same session"
denominator = "pairs of answers, before and at follow-up, of one person about one session"
unit = "points on a scale from 1 to 5"
direction = "up"
place = ""
breakdowns = ["sector", "course"]
tables = ["year", "year x sector", "year x course"]
caveat = "Few people answer at follow-up; each counts once for each session they came to. Answers are people's own view of themselves, and those who answer may differ from those who do not. Groups of fewer than 10 answers are hidden."
source = ["evaluation_forms"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "evaluation"
page = "Training reach"
section = "Confidence and knowledge"
---*/
-- The two answers of one person about one session; nobody with only one of them is counted.
SELECT month, sector, course, follow_up - before AS weight
FROM confidence_answers WHERE before IS NOT NULL AND follow_up IS NOT NULL
