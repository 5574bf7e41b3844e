/*---
code = "T12"
theme = "Training reach"
title = "Training in date"
question = "How many of those trained in the last 6 years are still in date?"
kind = "share"
numerator = "people whose latest training is of the last 36 months"
denominator = "people trained in the last 72 months"
unit = "% of people trained in the last 72 months"
direction = "up"
place = "Work base: where the person works, not where the session was held."
breakdowns = ["sector"]
tables = ["quarter", "quarter x sector", "quarter x district", "quarter x unitary"]
caveat = "Training is in date for 36 months, counted in whole months. Shown once the register is older than that; until it is 72 months old the base still grows, and the share falls for that reason too. The register does not say who has left, so leavers pull the share down."
source = ["training_register"]
looks_back = { training_register = 35 }
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "Due a refresher"
---*/
-- At the end of each quarter: people trained in the last 72 months, and whether their latest training is in
-- date. Before the register is older than training is valid everybody is, by construction: nothing is shown.
-- A person stands in a snapshot once, so one row is one person.
WITH snapshots AS (
    SELECT month FROM months
    WHERE ends_quarter
      AND month - INTERVAL 36 MONTH >= (SELECT min(month) FROM bookings WHERE status IN ('attended', 'walk_in'))
),
latest AS (
    SELECT s.month, b.sector, b.work_district, b.month AS trained
    FROM snapshots s JOIN bookings b
      ON b.status IN ('attended', 'walk_in') AND b.month <= s.month AND b.month > s.month - INTERVAL 72 MONTH
    QUALIFY row_number() OVER (PARTITION BY s.month, b.person ORDER BY b.month DESC, b.session, b.record_key) = 1
)
SELECT month, 'quarter' AS time_level, 'denominator' AS part, sector, work_district AS area FROM latest
UNION ALL
SELECT month, 'quarter', 'numerator', sector, work_district FROM latest
WHERE trained > month - INTERVAL 36 MONTH
