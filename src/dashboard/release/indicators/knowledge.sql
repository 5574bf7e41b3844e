/*---
code = "Q04"
theme = "Training quality"
title = "Can name three warning signs"
question = "Do people know what to look for, before and after?"
kind = "share"
numerator = "answers that name at least 3 warning signs correctly"
denominator = "valid answers at that stage"
unit = "% of answers"
direction = "up"
place = ""
breakdowns = ["stage"]
tables = ["year x stage"]
caveat = "The same question at each stage, but not always the same people. Answers are people's own view of themselves, and those who answer may differ from those who do not. Groups of fewer than 10 answers are hidden."
source = ["evaluation_forms"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "evaluation"
page = "Training reach"
section = "Confidence and knowledge"
---*/
SELECT month, stage, 'denominator' AS part FROM evaluations WHERE knowledge IS NOT NULL
UNION ALL
SELECT month, stage, 'numerator' FROM evaluations WHERE knowledge >= 3
