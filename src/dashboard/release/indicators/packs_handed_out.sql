/*---
code = "T13"
theme = "Training reach"
title = "Information packs handed out"
question = "How much material went out?"
kind = "sum"
numerator = "information packs recorded as handed to people who attended"
denominator = ""
unit = "packs"
direction = "context"
place = "Work base: where the person works, not where the session was held."
breakdowns = ["course"]
tables = [
  "month",
  "quarter",
  "year",
  "all",
  "quarter x district",
  "quarter x unitary",
  "year x district",
  "year x unitary",
  "month x course",
  "all x course",
]
caveat = "Handed out is not the same as used."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "Packs and pocket guides"
---*/
SELECT month, packs AS weight, course, work_district AS area
FROM bookings
WHERE status IN ('attended', 'walk_in') AND packs IS NOT NULL
