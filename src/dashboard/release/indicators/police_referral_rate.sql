/*---
code = "H06"
theme = "Published by others"
title = "NRM referrals by police first responders, for residents"
question = "How do forces compare once their size is taken into account?"
kind = "rate"
numerator = "people referred to the NRM with the force as first responder in the year, as published"
denominator = "residents of the force's area at the middle of the year, or of the newest year before it"
unit = "people per 100,000 residents"
direction = "neutral"
place = "First responder: who referred, not where the exploitation happened."
breakdowns = []
tables = ["year x force"]
caveat = "The people referred need not live in the force's area. British Transport Police has no residents. Not a measure of how common exploitation is."
source = ["home_office_nrm", "home_office_police_referrals", "ons_populations"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "comparators"
page = "Referrals"
section = "Northamptonshire beside other forces"
---*/
-- A force that a whole year's tables do not name referred nobody; one without residents has no rate.
WITH quarters AS (
    SELECT left(period, 4)::INTEGER AS year, period, reporter, value
    FROM comparators WHERE series = 'nrm_police_referrals' AND period LIKE '%-Q%' AND reporter != 'all_forces'
), whole AS (
    SELECT year FROM quarters GROUP BY ALL HAVING count(DISTINCT period) = 4
), residents AS (
    SELECT a.location AS force, r.period::INTEGER AS year, sum(r.value) AS people
    FROM comparators r JOIN comparators a ON a.series = 'police_area' AND a.reporter = r.reporter
    WHERE r.series = 'residents' GROUP BY ALL
), based AS (
    SELECT w.year, r.force, arg_max(r.people, r.year) AS people
    FROM whole w JOIN residents r ON r.year <= w.year GROUP BY ALL
)
SELECT make_date(year, 12, 1) AS month, 'denominator' AS part, force AS area, people AS weight FROM based
UNION ALL
SELECT make_date(q.year, 12, 1), 'numerator', q.reporter, q.value
FROM quarters q JOIN based b ON b.year = q.year AND b.force = q.reporter
