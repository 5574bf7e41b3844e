/*---
code = "H02"
theme = "Published by others"
title = "NRM referrals in the United Kingdom"
question = "What happens to referrals nationally?"
kind = "sum"
numerator = "NRM referrals in the United Kingdom, as the Home Office published them"
denominator = ""
unit = "referrals"
direction = "neutral"
place = ""
breakdowns = []
tables = ["quarter x national", "year x national"]
caveat = "The Home Office revises past figures; these are as published with the tables to quarter 4 of 2023."
source = ["home_office_referrals", "home_office_nrm"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "comparators"
page = "Referrals"
section = "Northamptonshire beside other forces"
---*/
-- Quarters where they are published; a year from its four quarters, else the year's own figure.
WITH published AS (
    -- Some tables give places of exploitation and their total: the total where there is one.
    SELECT period, coalesce(sum(value) FILTER (WHERE location = 'all'), sum(value)) AS value
    FROM comparators WHERE series = 'nrm_referrals' GROUP BY ALL
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
