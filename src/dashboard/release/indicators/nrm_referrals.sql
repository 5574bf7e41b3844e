/*---
code = "R02"
theme = "Referrals"
title = "NRM referrals by local first responders"
question = "How many people do local first responders refer to the National Referral Mechanism?"
kind = "count"
numerator = "NRM referrals in the referral log, by month received"
denominator = ""
unit = "referrals"
direction = "neutral"
place = "First responder: who referred, not where the exploitation happened."
breakdowns = []
tables = ["quarter", "year"]
caveat = "A different measure from the Home Office count by police first responder and from the count of cases sent to a force to investigate. More referrals can mean that people notice more, not that there is more crime. They count people identified, not how common exploitation is."
source = ["referral_log"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "referrals"
---*/
SELECT month, referral AS unit, referring_body AS contributor, incident
FROM referrals
WHERE route = 'nrm'
