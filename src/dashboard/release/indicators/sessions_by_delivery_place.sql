/*---
code = "T08"
theme = "Training reach"
title = "Sessions by place of delivery"
question = "Where is training held?"
kind = "distinct"
numerator = "different sessions held in the area"
denominator = ""
unit = "sessions"
direction = "context"
place = "Delivery: where the session was held, not where those who came work."
breakdowns = []
tables = [
  "quarter",
  "year",
  "all",
  "quarter x district",
  "quarter x unitary",
  "year x district",
  "all x district",
  "year x unitary",
  "all x unitary",
]
caveat = "Venues in Corby and Northampton draw people from the whole county."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
---*/
SELECT month, session AS unit, delivery_district AS area
FROM bookings
WHERE status IN ('attended', 'walk_in')
