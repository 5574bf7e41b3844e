/*---
code = "Q09"
theme = "Training quality"
title = "Answers about confidence without a pair"
question = "How many answers could not be matched to the same person's other one?"
kind = "share"
numerator = "answers about confidence before or after a session whose other half is missing"
denominator = "answers about confidence before or after a session"
unit = "% of answers"
direction = "down"
place = ""
breakdowns = []
tables = ["year"]
caveat = "Read it beside the change in confidence, which these answers are no part of."
source = ["evaluation_forms"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "evaluation"
page = "About the data"
section = "Completeness"
---*/
-- An answer has its pair where the same person gave the other one about the same session.
SELECT month, 'denominator' AS part FROM confidence_answers WHERE before IS NOT NULL
UNION ALL
SELECT month, 'denominator' FROM confidence_answers WHERE after IS NOT NULL
UNION ALL
SELECT month, 'numerator' FROM confidence_answers WHERE (before IS NULL) != (after IS NULL)
