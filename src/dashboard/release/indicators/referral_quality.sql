/*---
code = "R12"
theme = "Referrals"
title = "Referrals that met a point of the checklist"
question = "How good are referrals: do they say what whoever receives them needs to know?"
kind = "share"
numerator = "audited referrals that met the point of the checklist"
denominator = "audited referrals in which that point was looked at"
unit = "% of audited referrals"
direction = "up"
place = ""
breakdowns = ["audit_point"]
tables = ["year x audit_point"]
caveat = "A sample that was picked for the audit, by the day of the audit. A point that does not apply to a referral is left out of its base. Points of fewer than 10 audited referrals are hidden."
source = ["referral_audits"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "audit"
page = "Outcomes"
section = "Quality and justice"
---*/
-- One row for each audit and point, however often the point is named in it.
WITH points AS (
    SELECT month, unnest(list_distinct(points_checked)) AS audit_point, points_met FROM audits
)
SELECT month, audit_point, 'denominator' AS part FROM points
UNION ALL
SELECT month, audit_point, 'numerator' FROM points WHERE list_contains(points_met, audit_point)
