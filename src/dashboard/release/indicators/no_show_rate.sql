/*---
code = "T11"
theme = "Training reach"
title = "No-show rate"
question = "How many of those expected did not come?"
kind = "share"
numerator = "bookings marked as no-show"
denominator = "bookings marked as attended or no-show"
unit = "% of bookings kept"
direction = "down"
place = "Work base: where the person works, not where the session was held."
breakdowns = ["sector", "agency", "course"]
tables = [
  "quarter",
  "year",
  "all",
  "year x sector",
  "year x agency",
  "year x course",
  "quarter x district",
  "quarter x unitary",
  "year x district",
  "year x unitary",
  "year x unitary=E06000061|E06000062 x agency",
]
caveat = "Cancellations made beforehand, bookings whose status nobody has updated, and people who came without a booking are left out."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "No-shows"
---*/
SELECT month, sector, agency, course, work_district AS area, 'denominator' AS part FROM bookings WHERE status IN ('attended', 'no_show')
UNION ALL
SELECT month, sector, agency, course, work_district, 'numerator' FROM bookings WHERE status = 'no_show'
