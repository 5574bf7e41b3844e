/*---
code = "R04"
theme = "Referrals"
title = "Duty to Notify share"
question = "How many adults did not agree to a referral?"
kind = "share_of_sum"
numerator = "Duty to Notify reports received in the year"
denominator = "Duty to Notify reports, and NRM referrals of people exploited as adults"
unit = "% of reports and adult referrals"
direction = "context"
place = ""
breakdowns = []
tables = ["year"]
caveat = "A high share can mean distrust of the authorities, or a free choice. Reports are anonymous, so the same person can be in several. The two counts are added only to be the base of this share. NRM referrals whose age is not recorded are left out."
source = ["referral_log"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "referrals"
page = "Referrals"
section = "Consent, county lines and time"
---*/
-- The base is the sum of two routes, each protected in its own family.
SELECT month, 'numerator' AS part, referral AS unit, referring_body AS contributor, incident
FROM referrals WHERE route = 'duty_to_notify'
UNION ALL
SELECT month, 'rest', referral, referring_body, incident
FROM referrals WHERE route = 'nrm' AND age = 'adult'
