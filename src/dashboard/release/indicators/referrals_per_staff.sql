/*---
code = "I03"
theme = "Outcome link"
title = "Referrals per 100 staff"
question = "Which sectors refer more, for the staff they have?"
kind = "rate"
numerator = "referrals raised by the sector in the calendar year, by route"
denominator = "staff of the sector in post that the training is meant for, as its agencies last declared them"
unit = "referrals per 100 staff"
direction = "neutral"
place = ""
breakdowns = ["route", "sector"]
tables = [
  "year x route=nrm|childrens_safeguarding x sector=police|childrens_social_care|adult_social_care|housing|health|education|voluntary|probation|government",
]
caveat = "The headcount is each agency's own, of the staff that the training is meant for. No rate is given for a sector with an agency that is trained and has sent none. Routes overlap and are never added together. A sector of one body is hidden, because the count would be that body's own."
source = ["referral_log", "workforce"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "referrals"
page = "Outcomes"
section = "Sector by sector"
---*/
-- The latest headcount that each agency has sent by the end of the year. A sector has a base where every agency
-- that was trained by then has sent one: reports of the others would be divided by the staff of a few.
WITH years AS (SELECT year(month) AS year, max(month) AS ends FROM months WHERE year_complete GROUP BY ALL),
headcounts AS (
    SELECT y.ends, w.agency, w.sector, w.eligible_staff
    FROM years y JOIN workforce w ON w.month <= y.ends
    QUALIFY rank() OVER (PARTITION BY y.ends, w.agency ORDER BY w.month DESC) = 1
),
without AS (
    SELECT DISTINCT y.ends, b.sector
    FROM years y JOIN bookings b ON b.month <= y.ends AND b.status IN ('attended', 'walk_in')
    ANTI JOIN headcounts h ON h.ends = y.ends AND h.agency = b.agency
)
SELECT month, 'numerator' AS part, referral AS unit, NULL AS weight, referring_body AS contributor, incident,
       route, coalesce(b.sector, 'not_recorded') AS sector
FROM referrals r LEFT JOIN agencies b ON b.code = r.referring_body
UNION ALL
SELECT ends, 'denominator', NULL, eligible_staff, NULL, NULL, NULL, sector FROM headcounts ANTI JOIN without USING (ends, sector)
