/*---
code = "Q02"
theme = "Training quality"
title = "Found the training relevant"
question = "Was the training relevant to their work?"
kind = "share"
numerator = "answers of 4 or 5 on a scale from 1 to 5"
denominator = "valid answers"
unit = "% of answers"
direction = "up"
place = ""
breakdowns = ["sector", "course"]
tables = ["year", "year x sector", "year x course"]
caveat = "Answers are people's own view of themselves, and those who answer may differ from those who do not. Groups of fewer than 10 answers are hidden."
source = ["evaluation_forms"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "evaluation"
page = "Training reach"
section = "What they make of it"
---*/
SELECT month, sector, course, 'denominator' AS part FROM evaluations WHERE stage = 'after' AND relevance IS NOT NULL
UNION ALL
SELECT month, sector, course, 'numerator' FROM evaluations WHERE stage = 'after' AND relevance >= 4
