/*---
code = "T20"
theme = "Training reach"
title = "Delivery format mix"
question = "Is training taken up in person, live online or as e-learning?"
kind = "share"
numerator = "attendances of sessions held in this format"
denominator = "attendances of sessions whose format is recorded"
unit = "% of attendances"
direction = "context"
place = "Work base: where the person works, not where the session was held."
breakdowns = ["held_as", "sector"]
tables = [
  "year x held_as",
  "all x held_as",
  "year x unitary x held_as",
  "year x sector x held_as",
]
caveat = "What was attended says nothing of what suits people better: only what is offered can be attended. Sessions whose format the register does not record are left out, so a year in which few do says little."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "How it was held"
mix = true
---*/
-- The denominator leaves the format blank: it is the whole of every format that is recorded.
WITH known AS (
    SELECT month, sector, work_district AS area, delivery_format AS held_as FROM bookings
    WHERE status IN ('attended', 'walk_in') AND coalesce(delivery_format, 'not_recorded') != 'not_recorded'
)
SELECT month, 'numerator' AS part, sector, area, held_as FROM known
UNION ALL
SELECT month, 'denominator', sector, area, NULL FROM known
