/*---
code = "T04"
theme = "Training reach"
title = "Coverage of the target workforce"
question = "What share of the staff who should be trained are in date?"
kind = "share"
numerator = "different people with training of the last 36 months, by their latest agency"
denominator = "staff the training is meant for, as the agency last declared them"
unit = "% of eligible staff"
direction = "up"
place = "Work base: where the person works, not where the session was held."
breakdowns = ["agency", "sector"]
tables = [
  "quarter",
  "quarter x agency",
  "quarter x sector",
  "quarter x district",
  "quarter x unitary",
  "quarter x unitary=E06000061|E06000062 x agency",
  "quarter x unitary=E06000061|E06000062 x sector",
]
caveat = "The headcount is each agency's own. Agencies that send none are left out. People who have left still count while their training is in date; where more are trained than the headcount says, it is out of date, and 100 % is shown without an interval. In the first three years of the register the share is too low, because training before it began is not known."
source = ["training_register", "workforce"]
looks_back = { training_register = 35 }
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "workforce"
page = "Training reach"
section = "Coverage"
leavers_for = 36
---*/
-- At the end of each quarter: who has training of the last 36 months, out of the latest headcount that
-- the agency has sent by then. Agencies that never sent one are left out of both.
WITH snapshots AS (SELECT month FROM months WHERE ends_quarter),
headcounts AS (
    SELECT s.month, w.agency, w.sector, w.work_district, w.eligible_staff
    FROM snapshots s JOIN workforce w ON w.month <= s.month
    QUALIFY rank() OVER (PARTITION BY s.month, w.agency ORDER BY w.month DESC) = 1
),
counted_agencies AS (SELECT DISTINCT month, agency, sector FROM headcounts),
in_date AS (
    SELECT s.month, b.person, b.agency, b.work_district
    FROM snapshots s JOIN bookings b
      ON b.status IN ('attended', 'walk_in') AND b.month <= s.month AND b.month > s.month - INTERVAL 36 MONTH
    QUALIFY row_number() OVER (PARTITION BY s.month, b.person ORDER BY b.month DESC, b.session, b.record_key) = 1
)
-- A person stands in a snapshot once, at the latest agency: one row is one person.
SELECT month, 'quarter' AS time_level, 'numerator' AS part, 1 AS weight,
       agency, c.sector, i.work_district AS area
FROM in_date i JOIN counted_agencies c USING (month, agency)
UNION ALL
SELECT month, 'quarter', 'denominator', eligible_staff, agency, sector, work_district
FROM headcounts
