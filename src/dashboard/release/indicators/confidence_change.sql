/*---
code = "Q03"
theme = "Training quality"
title = "Change in confidence"
question = "Are people surer of spotting the signs afterwards?"
kind = "mean"
numerator = "sum of the differences, after less before, of the same people about the same session"
denominator = "pairs of answers, before and after, of one person about one session"
unit = "points on a scale from 1 to 5"
direction = "up"
place = ""
breakdowns = ["sector", "course"]
tables = ["year", "year x sector", "year x course"]
caveat = "Only people with both answers count, once for each session they came to. Those who begin at 5 cannot rise. Answers are people's own view of themselves, and those who answer may differ from those who do not. Groups of fewer than 10 answers are hidden."
source = ["evaluation_forms"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "evaluation"
page = "Training reach"
section = "Confidence and knowledge"
---*/
-- The two answers of one person about one session; nobody with only one of them is counted.
SELECT month, sector, course, after - before AS weight
FROM confidence_answers WHERE before IS NOT NULL AND after IS NOT NULL
