/*---
code = "T16"
theme = "Training reach"
title = "Refresher due within 3 months"
question = "Who will soon need training again?"
kind = "share"
numerator = "people whose latest training runs out within the next 3 months"
denominator = "people trained in the last 72 months"
unit = "% of people trained in the last 72 months"
direction = "context"
place = "Work base: where the person works, not where the session was held."
breakdowns = ["sector", "agency"]
tables = [
  "quarter",
  "quarter x sector",
  "quarter x agency",
  "quarter x district",
  "quarter x unitary",
  "quarter x unitary=E06000061|E06000062 x agency",
]
caveat = "Training is in date for 36 months, counted in whole months. Shown once the register is older than that; until it is 72 months old the base still grows, and the share falls for that reason too. The register does not say who has left."
source = ["training_register"]
looks_back = { training_register = 35 }
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "Due a refresher"
---*/
-- At the end of each quarter, as training in date is counted: still in date, but no longer 3 months on.
WITH snapshots AS (
    SELECT month FROM months
    WHERE ends_quarter
      AND month - INTERVAL 36 MONTH >= (SELECT min(month) FROM bookings WHERE status IN ('attended', 'walk_in'))
),
latest AS (
    SELECT s.month, b.sector, b.agency, b.work_district, b.month AS trained
    FROM snapshots s JOIN bookings b
      ON b.status IN ('attended', 'walk_in') AND b.month <= s.month AND b.month > s.month - INTERVAL 72 MONTH
    QUALIFY row_number() OVER (PARTITION BY s.month, b.person ORDER BY b.month DESC, b.session, b.record_key) = 1
)
SELECT month, 'quarter' AS time_level, 'denominator' AS part, sector, agency, work_district AS area FROM latest
UNION ALL
SELECT month, 'quarter', 'numerator', sector, agency, work_district FROM latest
WHERE trained > month - INTERVAL 36 MONTH AND trained <= month - INTERVAL 33 MONTH
