/*---
code = "T21"
theme = "Training reach"
title = "Length of sessions attended"
question = "How long is the training that people attend?"
kind = "share"
numerator = "attendances of sessions that lasted so long"
denominator = "attendances of sessions whose length is recorded"
unit = "% of attendances"
direction = "context"
place = "Work base: where the person works, not where the session was held."
breakdowns = ["session_length", "sector"]
tables = [
  "year x session_length",
  "all x session_length",
  "year x unitary x session_length",
  "year x sector x session_length",
]
caveat = "It is how long the session lasted, not how long each person stayed; of e-learning what its register states. Sessions whose length the register does not record are left out, so a year in which few do says little."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "How it was held"
mix = true
---*/
-- As in the code list of lengths: a whole hour belongs to the shorter band. The denominator leaves it blank.
WITH known AS (
    SELECT month, sector, work_district AS area,
           CASE WHEN duration_minutes <= 60 THEN 'up_to_60'
                WHEN duration_minutes <= 120 THEN '61_120'
                WHEN duration_minutes <= 240 THEN '121_240'
                ELSE '241_up' END AS session_length
    FROM bookings
    WHERE status IN ('attended', 'walk_in') AND duration_minutes IS NOT NULL
)
SELECT month, 'numerator' AS part, sector, area, session_length FROM known
UNION ALL
SELECT month, 'denominator', sector, area, NULL FROM known
