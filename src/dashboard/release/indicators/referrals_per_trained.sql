/*---
code = "I03"
theme = "Outcome link"
title = "Referrals for every 100 people trained"
question = "Do sectors that train more refer more in the year after?"
kind = "rate"
numerator = "referrals raised by the sector in the calendar year, by route"
denominator = "different people of the sector trained in the calendar year before"
unit = "referrals per 100 people trained"
direction = "neutral"
place = ""
breakdowns = ["route", "sector"]
tables = [
  "year x route=nrm|childrens_safeguarding x sector=police|childrens_social_care|adult_social_care|housing|health|education|voluntary|probation|government|not_recorded",
]
caveat = "An association only: that training and referrals move together does not prove that one brings the other. Those who refer need not be those who were trained. Routes overlap and are never added together. A sector of one body is hidden, because the count would be that body's own."
source = ["referral_log", "training_register"]
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
SELECT month, 'numerator' AS part, referral AS unit, NULL AS weight, referring_body AS contributor, incident,
       route, coalesce(b.sector, 'not_recorded') AS sector
FROM referrals r LEFT JOIN agencies b ON b.code = r.referring_body
UNION ALL
SELECT make_date(year + 1, 12, 1), 'denominator', NULL, 1, NULL, NULL, NULL, sector FROM trained
