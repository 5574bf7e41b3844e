/*---
code = "T15"
theme = "Training reach"
title = "Attendances by place of delivery"
question = "Where do people come to be trained?"
kind = "count"
numerator = "attendances at sessions held in the area"
denominator = ""
unit = "attendances"
direction = "context"
place = "Delivery: where the session was held, not where those who came work."
breakdowns = []
tables = [
  "month",
  "year",
  "all",
  "month x district",
  "quarter",
  "quarter x district",
  "quarter x unitary",
  "year x district",
  "all x district",
  "year x unitary",
  "all x unitary",
]
caveat = "Never compare with a map of work bases: the two places are different things."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "Who comes, and from where"
---*/
SELECT month, delivery_district AS area
FROM bookings
WHERE status IN ('attended', 'walk_in')
