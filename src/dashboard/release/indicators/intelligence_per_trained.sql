/*---
code = "I05"
theme = "Outcome link"
title = "Intelligence submissions for every 100 people trained"
question = "Do sectors that train more report more in the year after?"
kind = "rate"
numerator = "submissions by the sector's agencies in the calendar year"
denominator = "different people of the sector trained in the calendar year before"
unit = "submissions per 100 people trained"
direction = "neutral"
place = ""
breakdowns = ["sector"]
tables = [
  "year x sector=adult_social_care|council_other|education|government|health|housing|licensing|probation|voluntary|not_recorded",
]
caveat = "An association only: that training and reports move together does not prove that one brings the other. Those who report need not be those who were trained. Volume says nothing of worth. Submissions and referrals are never added together."
source = ["intelligence", "training_register"]
looks_back = { training_register = 12 }
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "referrals"
page = "Outcomes"
section = "Sector by sector"
---*/
-- People trained are open figures. Only years that the register covers in full are a base.
WITH trained AS (
    SELECT DISTINCT year(month) AS year, sector, person
    FROM bookings JOIN months USING (month) WHERE status IN ('attended', 'walk_in') AND year_complete
)
SELECT month, 'numerator' AS part, submission AS unit, NULL AS weight, agency AS contributor, NULL AS incident,
       sector
FROM intelligence
UNION ALL
SELECT make_date(year + 1, 12, 1), 'denominator', NULL, 1, NULL, NULL, sector FROM trained
