/*---
code = "R15"
theme = "Process"
title = "Time from concern to referral"
question = "How long does it take from the first concern to the referral?"
kind = "median"
numerator = "days from the first concern to the day the referral was received"
denominator = "referrals with both dates"
unit = "days"
direction = "down"
place = ""
breakdowns = ["route", "wait"]
tables = [
  "year x route=nrm|childrens_safeguarding",
  "year x route=nrm|childrens_safeguarding x wait=0_3|4_7|8_14|15_28|29_up",
]
caveat = "The median is read off published counts of bands of days, so it is good to about a day; no exact number of days is used. It is given for 8 referrals or more. Referrals without a date of concern are left out, and those may have waited longer."
source = ["referral_log"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "referrals"
page = "Referrals"
section = "Consent, county lines and time"
---*/
-- Counts by band: the last of the breakdowns is the one that the median is read off.
SELECT month, route, wait, referral AS unit, referring_body AS contributor, incident
FROM referrals WHERE wait != 'not_recorded'
