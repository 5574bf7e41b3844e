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
place = ""
breakdowns = ["sector", "course"]
tables = ["quarter", "year", "all", "year x sector", "year x course"]
caveat = "Cancellations made beforehand, bookings whose status nobody has updated, and people who came without a booking are left out."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "No-shows"
---*/
SELECT month, sector, course, 'denominator' AS part FROM bookings WHERE status IN ('attended', 'no_show')
UNION ALL
SELECT month, sector, course, 'numerator' FROM bookings WHERE status = 'no_show'
