/*---
code = "T07"
theme = "Training reach"
title = "Sector mix of attendances"
question = "Which sectors take up the training?"
kind = "share"
numerator = "attendances by people of the sector"
denominator = "all attendances"
unit = "% of attendances"
direction = "context"
place = "Work base: where the person works, not where the session was held."
breakdowns = ["sector"]
tables = ["year x sector", "financial_year x sector", "all x sector", "year x unitary x sector"]
caveat = "Sectors differ in size: a small share can be good coverage of a small workforce. Not recorded is shown by itself."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "Who comes, and from where"
mix = true
---*/
-- The denominator leaves the sector blank: it is the whole of every sector.
SELECT month, 'numerator' AS part, sector, work_district AS area FROM bookings WHERE status IN ('attended', 'walk_in')
UNION ALL
SELECT month, 'denominator', NULL, work_district FROM bookings WHERE status IN ('attended', 'walk_in')
