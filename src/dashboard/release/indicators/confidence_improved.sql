/*---
code = "Q08"
theme = "Training quality"
title = "Confidence improved"
question = "How many are surer of spotting the signs afterwards?"
kind = "share"
numerator = "pairs in which the answer after the session is higher than the one before it"
denominator = "pairs of answers, before and after, of one person about one session"
unit = "% of people with both answers"
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
SELECT month, sector, course, 'denominator' AS part
FROM confidence_answers WHERE before IS NOT NULL AND after IS NOT NULL
UNION ALL
SELECT month, sector, course, 'numerator' FROM confidence_answers WHERE after > before
