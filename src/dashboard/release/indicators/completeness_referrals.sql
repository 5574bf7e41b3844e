/*---
code = "P04"
theme = "Data quality"
title = "Completeness of children's safeguarding referrals"
question = "How much of what should be known about a referral is recorded?"
kind = "share"
numerator = "referrals in which the field is known"
denominator = "children's safeguarding referrals"
unit = "% of referrals"
direction = "up"
place = ""
breakdowns = ["field"]
tables = ["year x field=district|exploitation_type"]
caveat = "Shown for children's safeguarding, the route with the most referrals. Not recorded is a finding in itself."
source = ["referral_log"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "referrals"
page = "Referrals"
section = "Where children were exploited"
---*/
-- Children's safeguarding, the route with the most records; one row for each record and field.
WITH fields AS (
    UNPIVOT (
        SELECT month, referral, referring_body AS contributor, incident,
               district LIKE 'E07%' OR district IN ('out_of_county', 'overseas') AS district,
               exploitation_type != 'not_recorded' AS exploitation_type
        FROM referrals WHERE route = 'childrens_safeguarding'
    ) ON district, exploitation_type INTO NAME field VALUE known
)
SELECT month, field, 'denominator' AS part, referral AS unit, contributor, incident FROM fields
UNION ALL
SELECT month, field, 'numerator', referral, contributor, incident FROM fields WHERE known
