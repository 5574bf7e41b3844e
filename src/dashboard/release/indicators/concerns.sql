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
place = "The district where the exploitation happened, for children's safeguarding only."
breakdowns = ["route", "exploitation_group", "age", "sector"]
tables = [
  "year x route",
  "quarter x route",
  "month x route=childrens_safeguarding|police_report",
  "year x route=nrm|childrens_safeguarding|adult_safeguarding|police_report x exploitation_group=criminal|labour|sexual|more_than_one|other|not_recorded",
  "quarter x route=childrens_safeguarding x exploitation_group=criminal|labour|sexual|more_than_one|other|not_recorded",
  "year x route=nrm x age",
  "year x route=nrm|childrens_safeguarding x sector=police|childrens_social_care|adult_social_care|housing|health|education|voluntary|probation|government|not_recorded",
  "year x route=childrens_safeguarding x district=E07000150|E07000151|E07000152|E07000153|E07000154|E07000155|E07000156|out_of_county|not_recorded",
  "quarter x route=childrens_safeguarding x district=E07000150|E07000151|E07000152|E07000153|E07000154|E07000155|E07000156|out_of_county|not_recorded",
  "year x route=childrens_safeguarding x unitary=E06000061|E06000062|out_of_county|not_recorded",
  "year x route=childrens_safeguarding x district=E07000150|E07000151|E07000152|E07000153|E07000154|E07000155|E07000156|out_of_county|not_recorded x exploitation_group=criminal|labour|sexual|more_than_one|other|not_recorded",
]
caveat = "Routes overlap: one person can come by several, so they are never added together. More than one type of exploitation is a group of its own and is never split. Places are where the exploitation happened. More referrals can mean that people notice more, not that there is more crime. They count people identified, not how common exploitation is."
source = ["referral_log"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "referrals"
page = "Referrals"
section = "One route at a time"
drawn = "control"
---*/
-- A place known only to a council or the county is not a district; overseas counts as outside the county.
SELECT month, route, referral AS unit, referring_body AS contributor, incident, age,
       t.exploitation_group, coalesce(b.sector, 'not_recorded') AS sector,
       CASE WHEN r.district LIKE 'E07%' THEN r.district
            WHEN r.district IN ('out_of_county', 'overseas') THEN 'out_of_county'
            ELSE 'not_recorded' END AS area
FROM referrals r
LEFT JOIN exploitation_types t ON t.code = r.exploitation_type
LEFT JOIN agencies b ON b.code = r.referring_body
