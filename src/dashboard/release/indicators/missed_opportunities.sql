/*---
code = "R16"
theme = "Referrals"
title = "Cases with earlier contact"
question = "How often had an agency been in contact before anybody saw the exploitation?"
kind = "share"
numerator = "reviewed cases in which an agency had been in contact before"
denominator = "reviewed cases in which that is known"
unit = "% of reviewed cases"
direction = "down"
place = ""
breakdowns = []
tables = ["year"]
caveat = "A sample that was picked for review, by the day of the review. Earlier contact need not have been a chance to see the exploitation: it says where to look, not who failed."
source = ["reviewed_cases"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "referrals"
page = "Outcomes"
section = "Quality and justice"
---*/
SELECT month, 'denominator' AS part, review AS unit, agency AS contributor, NULL AS incident
FROM reviews WHERE earlier_contact IN ('yes', 'no')
UNION ALL
SELECT month, 'numerator', review, agency, NULL FROM reviews WHERE earlier_contact = 'yes'
