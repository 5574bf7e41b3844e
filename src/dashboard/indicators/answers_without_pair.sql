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
---*/
WITH answers AS (
    SELECT month, person, course, stage FROM evaluations
    WHERE stage IN ('before', 'after') AND confidence IS NOT NULL
)
SELECT month, 'denominator' AS part FROM answers
UNION ALL
SELECT month, 'numerator' FROM answers a
WHERE NOT EXISTS (
    SELECT 1 FROM answers b
    WHERE b.person = a.person AND b.month = a.month AND b.course = a.course AND b.stage != a.stage
)
