/*---
code = "R03"
theme = "Referrals"
title = "NRM referral rate"
question = "How many NRM referrals is that for the number of residents?"
kind = "rate"
numerator = "NRM referrals by local first responders in the calendar year"
denominator = "residents of the county, mid-2020"
unit = "referrals per 100,000 residents"
direction = "neutral"
place = "First responder: who referred, not where the exploitation happened."
breakdowns = []
tables = ["year"]
caveat = "The people referred need not live in the county. Not a measure of how common exploitation is. More referrals can mean that people notice more, not that there is more crime. They count people identified, not how common exploitation is."
source = ["referral_log"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "referrals"
page = "Referrals"
section = "Northamptonshire beside other forces"
---*/
-- Whole years only: a part year would look like a fall.
WITH whole AS (SELECT DISTINCT year(month) AS year FROM months WHERE year_complete)
SELECT month, 'numerator' AS part, referral AS unit, NULL AS weight, referring_body AS contributor, incident
FROM referrals WHERE route = 'nrm' AND year(month) IN (SELECT year FROM whole)
UNION ALL
SELECT make_date(whole.year, 12, 1), 'denominator', NULL, people, NULL, NULL
FROM whole, populations WHERE area = 'E23000022' AND populations.year = 2020 AND age_band = 'all'
