/*---
code = "R05"
theme = "Referrals"
title = "Who refers"
question = "Which sectors notice and refer?"
kind = "share"
numerator = "referrals raised by the sector, or made by the kind of first responder"
denominator = "all referrals of the route"
unit = "% of referrals"
direction = "context"
place = ""
breakdowns = ["route", "sector", "responder_type"]
tables = [
  "year x route=nrm|childrens_safeguarding x sector=police|childrens_social_care|adult_social_care|housing|health|education|voluntary|probation|government|not_recorded",
  "year x route=nrm x responder_type",
]
caveat = "Only first responders can refer to the NRM: schools, health and fire services refer through the police, the councils or children's safeguarding. A sector of one body is hidden, because the count would be that body's own. Routes overlap and are never added together."
source = ["referral_log"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "referrals"
page = "Referrals"
section = "National Referral Mechanism"
---*/
-- The denominator leaves both splits blank: it is the whole of every code.
SELECT month, 'numerator' AS part, route, coalesce(b.sector, 'not_recorded') AS sector,
       f.type AS responder_type, referral AS unit, referring_body AS contributor, incident
FROM referrals r
LEFT JOIN agencies b ON b.code = r.referring_body
LEFT JOIN first_responders f ON f.code = r.first_responder
UNION ALL
SELECT month, 'denominator', route, NULL, NULL, referral, referring_body, incident
FROM referrals
