/*---
code = "R08"
theme = "Referrals"
title = "County lines flag"
question = "How many of those referred were exploited by county lines?"
kind = "share"
numerator = "referrals with the county lines flag set"
denominator = "referrals whose flag is known, set or not"
unit = "% of referrals with the flag known"
direction = "neutral"
place = ""
breakdowns = ["route"]
tables = ["year x route=nrm|childrens_safeguarding"]
caveat = "The flag is set locally by whoever refers, not by the authority that decides. Referrals without an answer are in neither count. Routes overlap and are never added together."
source = ["referral_log"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "referrals"
page = "Referrals"
section = "Consent, county lines and time"
---*/
SELECT month, route, 'denominator' AS part, referral AS unit, referring_body AS contributor, incident
FROM referrals WHERE county_lines_flag IN ('yes', 'no')
UNION ALL
SELECT month, route, 'numerator', referral, referring_body, incident
FROM referrals WHERE county_lines_flag = 'yes'
