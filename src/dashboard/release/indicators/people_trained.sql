/*---
code = "T01"
theme = "Training reach"
title = "People trained"
question = "How many different professionals completed training?"
kind = "distinct"
numerator = "different people who attended at least one session in the period"
denominator = ""
unit = "people"
direction = "up"
place = "Work base: where the person works, not where the session was held."
breakdowns = ["sector", "agency", "tier"]
tables = [
  "quarter",
  "year",
  "financial_year",
  "all",
  "quarter x district",
  "quarter x unitary",
  "year x district",
  "year x unitary",
  "all x district",
  "all x unitary",
  "quarter x sector",
  "year x sector",
  "all x sector",
  "year x agency",
  "all x agency",
  "quarter x agency",
  "quarter x unitary=E06000061|E06000062 x agency",
  "year x tier",
  "year x district x sector",
  "year x unitary=E06000061|E06000062 x sector",
  "year x unitary=E06000061|E06000062 x agency",
]
caveat = "A person trained in two years, districts or sectors counts in each, so these figures do not add up. It rests on agencies giving the same person the same key. The published figure of more than 450 for July 2019 does not say whether they are different people."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "People and attendances"
---*/
-- One row for each completed attendance; the same person counts once in each cell.
SELECT month, person AS unit, sector, agency, tier, work_district AS area
FROM bookings
WHERE status IN ('attended', 'walk_in')
