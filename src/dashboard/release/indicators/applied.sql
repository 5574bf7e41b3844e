/*---
code = "Q06"
theme = "Training quality"
title = "Used in practice"
question = "Has what was learned been used?"
kind = "share"
numerator = "people at follow-up who say they raised a concern, referred or reported"
denominator = "people at follow-up who answered"
unit = "% of answers"
direction = "up"
place = ""
breakdowns = ["sector"]
tables = ["year", "year x sector"]
caveat = "It is what people say, not what was checked. Answers are people's own view of themselves, and those who answer may differ from those who do not. Groups of fewer than 10 answers are hidden."
source = ["evaluation_forms"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "evaluation"
page = "Training reach"
section = "What they make of it"
---*/
SELECT month, sector, 'denominator' AS part FROM evaluations WHERE stage = 'follow_up' AND applied IS NOT NULL
UNION ALL
SELECT month, sector, 'numerator' FROM evaluations WHERE stage = 'follow_up' AND applied
