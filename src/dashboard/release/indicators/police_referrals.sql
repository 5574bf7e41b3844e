/*---
code = "H01"
theme = "Published by others"
title = "NRM referrals by police first responders"
question = "How does Northamptonshire Police compare with other forces?"
kind = "sum"
numerator = "people referred to the NRM with the force as first responder, as the Home Office published them"
denominator = ""
unit = "people"
direction = "neutral"
place = "First responder: who referred, not where the exploitation happened."
breakdowns = ["exploitation_type"]
tables = [
  "quarter x force",
  "quarter x national",
  "year x force",
  "year x national",
  "year x force x exploitation_type",
  "year x national x exploitation_type",
]
caveat = "Forces differ in size and in how they record. Combinations of types are groups of their own and are never split. The count of cases sent to a force to investigate is another measure."
source = ["home_office_police_referrals", "home_office_nrm"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "comparators"
page = "Referrals"
section = "Northamptonshire beside other forces"
---*/
-- A force with no row in a quarter of the Home Office table referred nobody. A year is shown only where
-- all its quarters are published.
WITH quarters AS (
    SELECT make_date(left(period, 4)::INTEGER, 3 * right(period, 1)::INTEGER, 1) AS month, reporter, exploitation_type, value
    FROM comparators WHERE series = 'nrm_police_referrals' AND period LIKE '%-Q%'
),
whole AS (
    SELECT year(month) AS year FROM quarters GROUP BY ALL HAVING count(DISTINCT month) = 4
),
leveled AS (
    SELECT month, 'quarter' AS time_level, reporter, exploitation_type, value FROM quarters
    UNION ALL
    SELECT month, 'year', reporter, exploitation_type, value FROM quarters WHERE year(month) IN (SELECT year FROM whole)
)
SELECT month, time_level, 'force' AS geography_level, reporter AS area, value AS weight, exploitation_type
FROM leveled WHERE reporter != 'all_forces'
UNION ALL
SELECT month, time_level, 'national', 'all_forces', value, exploitation_type
FROM leveled
WHERE reporter = 'all_forces' OR NOT EXISTS (SELECT 1 FROM quarters WHERE reporter = 'all_forces')
