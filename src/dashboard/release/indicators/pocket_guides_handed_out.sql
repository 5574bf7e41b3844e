/*---
code = "T14"
theme = "Training reach"
title = "Pocket guides handed out"
question = "How much material went out?"
kind = "sum"
numerator = "pocket guides recorded as handed to people who attended"
denominator = ""
unit = "pocket guides"
direction = "context"
place = ""
breakdowns = ["course"]
tables = ["month", "quarter", "year", "all", "month x course", "all x course"]
caveat = "Handed out is not the same as used."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "Packs and pocket guides"
---*/
SELECT month, pocket_guides AS weight, course
FROM bookings
WHERE status IN ('attended', 'walk_in') AND pocket_guides IS NOT NULL
