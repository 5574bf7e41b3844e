/*---
code = "T02"
theme = "Training reach"
title = "Training attendances"
question = "How often was a place on a session taken up?"
kind = "count"
numerator = "bookings marked as attended"
denominator = ""
unit = "attendances"
direction = "up"
place = "Work base: where the person works, not where the session was held."
breakdowns = ["sector", "agency", "course", "tier"]
tables = [
  "month",
  "quarter",
  "year",
  "financial_year",
  "all",
  "month x course",
  "year x course",
  "month x sector",
  "quarter x sector",
  "year x sector",
  "all x sector",
  "quarter x district",
  "quarter x unitary",
  "year x district",
  "year x unitary",
  "all x district",
  "all x unitary",
  "year x agency",
  "all x agency",
  "year x tier",
  "year x district x sector",
  "year x unitary x sector",
]
caveat = "One person can attend several times: these are attendances, not people."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "People and attendances"
---*/
SELECT month, sector, agency, course, tier, work_district AS area
FROM bookings
WHERE status IN ('attended', 'walk_in')
