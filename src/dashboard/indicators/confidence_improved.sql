/*---
code = "Q08"
theme = "Training quality"
title = "Confidence improved"
question = "How many are surer of spotting the signs afterwards?"
kind = "share"
numerator = "people whose answer after the session is higher than before it"
denominator = "people with both answers"
unit = "% of people with both answers"
direction = "up"
place = ""
breakdowns = ["sector", "course"]
tables = ["year", "year x sector", "year x course"]
caveat = "Only people with both answers count. Those who begin at 5 cannot rise. Answers are people's own view of themselves, and those who answer may differ from those who do not. Groups of fewer than 10 answers are hidden."
source = ["evaluation_forms"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "evaluation"
---*/
-- The same person's two answers about the same session; nobody with only one of them is counted.
WITH pairs AS (
    SELECT a.month, a.sector, a.course, a.confidence > b.confidence AS improved
    FROM evaluations a
    JOIN evaluations b ON b.person = a.person AND b.month = a.month AND b.course = a.course AND b.stage = 'before'
    WHERE a.stage = 'after' AND a.confidence IS NOT NULL AND b.confidence IS NOT NULL
)
SELECT month, sector, course, 'denominator' AS part FROM pairs
UNION ALL
SELECT month, sector, course, 'numerator' FROM pairs WHERE improved
