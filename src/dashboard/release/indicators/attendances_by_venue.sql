/*---
code = "T17"
theme = "Training reach"
title = "Attendances by work base and venue"
question = "How far do people come to be trained, and to which venue?"
kind = "count"
numerator = "bookings marked as attended, by where the person works and where the session was held"
denominator = ""
unit = "attendances"
direction = "context"
place = "Work base: where the person works. Venue: where the session was held."
breakdowns = ["venue", "delivery_district"]
tables = [
  "year",
  "all",
  "year x venue",
  "all x venue",
  "year x district x delivery_district",
  "all x district x delivery_district",
]
caveat = "One person can attend several times: these are attendances, not people. A session held online has no place."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Geography"
section = "Where training is held and where people work"
---*/
SELECT month, venue, delivery_district, work_district AS area
FROM bookings
WHERE status IN ('attended', 'walk_in')
