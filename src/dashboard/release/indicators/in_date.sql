/*---
code = "T12"
theme = "Training reach"
title = "Training in date"
question = "How many of those ever trained are due a refresher?"
kind = "share"
numerator = "people whose latest training is of the last 36 months"
denominator = "people ever trained"
unit = "% of people ever trained"
direction = "up"
place = "Work base: where the person works, not where the session was held."
breakdowns = ["sector"]
tables = ["quarter", "quarter x sector", "quarter x district", "quarter x unitary"]
caveat = "The register does not say who has left, so leavers pull the share down as time passes."
source = ["training_register"]
looks_back = { training_register = 35 }
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "Due a refresher"
---*/
-- At the end of each quarter: people ever trained, and whether their latest training is in date.
-- A person stands in a snapshot once, so one row is one person.
WITH latest AS (
    SELECT s.month, b.sector, b.work_district, b.month AS trained
    FROM (SELECT month FROM months WHERE ends_quarter) s JOIN bookings b ON b.status IN ('attended', 'walk_in') AND b.month <= s.month
    QUALIFY row_number() OVER (PARTITION BY s.month, b.person ORDER BY b.month DESC, b.session, b.record_key) = 1
)
SELECT month, 'quarter' AS time_level, 'denominator' AS part, sector, work_district AS area FROM latest
UNION ALL
SELECT month, 'quarter', 'numerator', sector, work_district FROM latest
WHERE trained > month - INTERVAL 36 MONTH
