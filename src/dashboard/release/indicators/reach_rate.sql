/*---
code = "T05"
theme = "Training reach"
title = "Reach per 1,000 eligible staff"
question = "Which areas are reached more, for the staff who work there?"
kind = "rate"
numerator = "different people trained in the year who work in the area"
denominator = "staff in the area the training is meant for"
unit = "people per 1,000 eligible staff"
direction = "up"
place = "Work base: where the person works, not where the session was held."
breakdowns = []
tables = ["year", "year x district", "year x unitary"]
caveat = "The first and last years of the data may be part years, so their rates are lower. People whose work base is not recorded are in no district."
source = ["training_register", "workforce"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "workforce"
page = "Training reach"
section = "Who comes, and from where"
---*/
WITH years AS (SELECT year(month) AS year, max(month) AS ends FROM months GROUP BY ALL),
headcounts AS (
    SELECT y.ends, w.agency, w.work_district, w.eligible_staff
    FROM years y JOIN workforce w ON w.month <= y.ends
    QUALIFY rank() OVER (PARTITION BY y.ends, w.agency ORDER BY w.month DESC) = 1
)
SELECT b.month, 'year' AS time_level, 'numerator' AS part, b.person AS unit, NULL AS weight, b.work_district AS area
FROM bookings b JOIN years y ON y.year = year(b.month)
WHERE b.status IN ('attended', 'walk_in') AND EXISTS (SELECT 1 FROM headcounts h WHERE h.ends = y.ends AND h.agency = b.agency)
UNION ALL
SELECT ends, 'year', 'denominator', NULL, eligible_staff, work_district
FROM headcounts
