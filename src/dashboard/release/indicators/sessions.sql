/*---
code = "T03"
theme = "Training reach"
title = "Sessions delivered"
question = "How many sessions were held?"
kind = "distinct"
numerator = "different sessions that at least one person attended"
denominator = ""
unit = "sessions"
direction = "context"
place = ""
breakdowns = ["course"]
tables = ["month", "quarter", "year", "financial_year", "all", "year x course", "all x course"]
caveat = "Cancelled sessions are not counted. Two sessions of one course at one venue on one day count as one unless the register tells them apart."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "People and attendances"
---*/
-- A session is a day, a course and a venue; it was held if anybody attended.
SELECT month, session AS unit, course
FROM bookings
WHERE status IN ('attended', 'walk_in')
