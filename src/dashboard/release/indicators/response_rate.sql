/*---
code = "Q01"
theme = "Training quality"
title = "Evaluation response rate"
question = "How many of those who came filled in a form afterwards?"
kind = "share"
numerator = "forms returned after the session"
denominator = "attendances"
unit = "% of attendances"
direction = "up"
place = ""
breakdowns = ["sector", "course"]
tables = ["quarter", "year", "all", "year x sector", "year x course"]
caveat = "Read every score beside it: a good score from few answers says little."
source = ["evaluation_forms", "training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "What they make of it"
---*/
SELECT month, sector, course, 'denominator' AS part FROM bookings WHERE status IN ('attended', 'walk_in')
UNION ALL
SELECT month, sector, course, 'numerator' FROM evaluations WHERE stage = 'after'
