/*---
code = "R03"
theme = "Referrals"
title = "NRM referral rate"
question = "How many NRM referrals is that for the number of residents?"
kind = "rate"
numerator = "NRM referrals by local first responders in the calendar year"
denominator = "residents of the county in the year, or in the newest year before it for which there are figures"
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
-- Residents as ONS published them for both councils stand for the years that the file of facts lacks; a
-- year before the first for which residents are known has those of that first year.
WITH whole AS (
    SELECT DISTINCT year(month) AS year FROM months WHERE year_complete
), listed AS (
    SELECT year, people FROM populations WHERE area = 'E23000022' AND age_band = 'all'
), councils AS (
    SELECT period::INTEGER AS year, reporter, value AS people FROM comparators
    WHERE series = 'residents' AND reporter IN ('E06000061', 'E06000062')
), residents AS (
    FROM listed UNION ALL
    SELECT year, people FROM councils
    WHERE year NOT IN (SELECT year FROM listed)
        AND year IN (SELECT year FROM councils WHERE reporter = 'E06000061')
        AND year IN (SELECT year FROM councils WHERE reporter = 'E06000062')
), based AS (
    SELECT w.year, coalesce(max(r.year) FILTER (WHERE r.year <= w.year), min(r.year)) AS base
    FROM whole w, residents r GROUP BY ALL
)
SELECT month, 'numerator' AS part, referral AS unit, NULL AS weight, referring_body AS contributor, incident
FROM referrals WHERE route = 'nrm' AND year(month) IN (SELECT year FROM whole)
UNION ALL
SELECT make_date(b.year, 12, 1), 'denominator', NULL, r.people, NULL, NULL
FROM based b JOIN residents r ON r.year = b.base
