/*---
code = "R09"
theme = "Referrals"
title = "Age when exploited, NRM referrals"
question = "How many of those referred were exploited as children?"
kind = "share"
numerator = "NRM referrals of the age group"
denominator = "all NRM referrals"
unit = "% of referrals"
direction = "neutral"
place = ""
breakdowns = ["age"]
tables = ["year x age"]
caveat = "Age when the exploitation happened, not when the referral was made."
source = ["referral_log"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "referrals"
page = "Referrals"
section = "National Referral Mechanism"
mix = true
---*/
-- The denominator leaves the split blank: it is the whole of every code.
SELECT month, 'numerator' AS part, age, referral AS unit, referring_body AS contributor, incident
FROM referrals WHERE route = 'nrm'
UNION ALL
SELECT month, 'denominator', NULL, referral, referring_body, incident
FROM referrals WHERE route = 'nrm'
