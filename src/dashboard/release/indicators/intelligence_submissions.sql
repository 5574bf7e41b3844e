/*---
code = "I01"
theme = "Intelligence"
title = "Partner intelligence submissions"
question = "How much do partners tell the police?"
kind = "count"
numerator = "submissions by partner agencies, by month submitted"
denominator = ""
unit = "submissions"
direction = "neutral"
place = "The district that the submission is about."
breakdowns = ["sector"]
tables = [
  "month",
  "quarter",
  "year",
  "year x sector=adult_social_care|council_other|education|government|health|housing|licensing|probation|voluntary|not_recorded",
  "year x district=E07000150|E07000151|E07000152|E07000153|E07000154|E07000155|E07000156|out_of_county|not_recorded",
]
caveat = "Volume says nothing of worth: read it beside the share that could be acted on. More referrals can mean that people notice more, not that there is more crime. They count people identified, not how common exploitation is."
source = ["intelligence"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "referrals"
page = "Outcomes"
section = "Partner intelligence around an event"
drawn = "control"
---*/
SELECT month, submission AS unit, agency AS contributor, NULL AS incident, sector,
       CASE WHEN district LIKE 'E07%' THEN district
            WHEN district IN ('out_of_county', 'overseas') THEN 'out_of_county'
            ELSE 'not_recorded' END AS area
FROM intelligence
