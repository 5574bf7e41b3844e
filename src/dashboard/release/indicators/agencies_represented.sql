/*---
code = "T06"
theme = "Training reach"
title = "Partner agencies represented"
question = "How many of the partners sent anybody to training?"
kind = "share"
numerator = "partner agencies with at least one person trained in the year"
denominator = "partner agencies in the year"
unit = "% of partner agencies"
direction = "up"
place = ""
breakdowns = []
tables = ["year"]
caveat = "One person attending does not mean that the agency has taken the training up."
source = ["training_register", "partnership_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "People and attendances"
grows = true
---*/
WITH years AS (SELECT year(month) AS year, max(month) AS ends FROM months GROUP BY ALL),
members AS (
    SELECT y.year, y.ends, p.agency, p.sector
    FROM years y JOIN partners p ON p.since <= y.ends AND (p.until IS NULL OR p.until >= make_date(y.year, 1, 1))
)
SELECT ends AS month, 'year' AS time_level, 'denominator' AS part, agency AS unit
FROM members
UNION ALL
SELECT m.ends, 'year', 'numerator', m.agency
FROM members m JOIN bookings b ON b.agency = m.agency AND year(b.month) = m.year AND b.status IN ('attended', 'walk_in')
