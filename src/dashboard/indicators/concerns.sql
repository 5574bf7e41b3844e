/*---
code = "R01"
theme = "Referrals"
title = "Concerns and referrals by route"
question = "How many concerns are raised, and by which route?"
kind = "count"
numerator = "concerns or referrals received by the route in the period"
denominator = ""
unit = "referrals"
direction = "neutral"
place = ""
breakdowns = ["route"]
tables = [
  "year x route=nrm|childrens_safeguarding|adult_safeguarding|duty_to_notify|police_report|helpline",
  "quarter x route=nrm|childrens_safeguarding",
  "month x route=childrens_safeguarding",
]
caveat = "Routes overlap: one person can come by several, so they are never added together. Routes with too few reports to show safely are left out. More referrals can mean that people notice more, not that there is more crime. They count people identified, not how common exploitation is."
source = ["referral_log"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "referrals"
---*/
SELECT month, route, referral AS unit, referring_body AS contributor, incident
FROM referrals
WHERE route IN ('nrm', 'childrens_safeguarding', 'adult_safeguarding', 'duty_to_notify', 'police_report', 'helpline')
