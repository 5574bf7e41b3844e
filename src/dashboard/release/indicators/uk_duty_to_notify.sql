/*---
code = "H03"
theme = "Published by others"
title = "Duty to Notify reports in the United Kingdom"
question = "How many adults are reported without their consent to a referral?"
kind = "sum"
numerator = "Duty to Notify reports in the United Kingdom, as the Home Office published them"
denominator = ""
unit = "reports"
direction = "context"
place = ""
breakdowns = []
tables = ["quarter x national", "year x national"]
caveat = "Reports are anonymous, so the same person can be in several. A high number can mean distrust or choice."
source = ["home_office_duty_to_notify", "home_office_nrm"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "comparators"
---*/
-- Quarters where they are published; a year from its four quarters, else the year's own figure.
WITH published AS (
    SELECT period, sum(value) AS value FROM comparators WHERE series = 'duty_to_notify' GROUP BY ALL
),
quarters AS (SELECT make_date(left(period, 4)::INTEGER, 3 * right(period, 1)::INTEGER, 1) AS month, value FROM published WHERE period LIKE '%-Q%'),
years AS (SELECT make_date(period::INTEGER, 12, 1) AS month, value FROM published WHERE period NOT LIKE '%-%')
SELECT month, 'quarter' AS time_level, 'uk' AS area, value AS weight FROM quarters
UNION ALL
SELECT month, 'year', 'uk', value FROM years
UNION ALL
SELECT max(month), 'year', 'uk', sum(value) FROM quarters
WHERE year(month) NOT IN (SELECT year(month) FROM years)
GROUP BY year(month) HAVING count(*) = 4
