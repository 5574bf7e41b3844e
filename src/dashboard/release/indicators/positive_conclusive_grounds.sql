/*---
code = "R14"
theme = "Process"
title = "Positive conclusive grounds decisions"
question = "How often is the final decision on local referrals positive?"
kind = "share"
numerator = "positive conclusive grounds decisions on local NRM referrals, by the year of the decision"
denominator = "positive and negative conclusive grounds decisions on local NRM referrals in the year"
unit = "% of decisions"
direction = "context"
place = ""
breakdowns = []
tables = ["year"]
caveat = "Those decided in a year are not those referred in it: a decision can take more than a year. Counted where a positive reasonable grounds decision is recorded too. Suspended and withdrawn cases are in neither count. It says nothing about the quality of local referrals."
source = ["referral_log"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "referrals"
page = "Referrals"
section = "Decisions"
breaks = ["decisions"]
---*/
-- The year of the decision, as so many years after the referral.
WITH decided AS (
    SELECT make_date(year(r.month) + p.cg_lag, 12, 1) AS month, p.cg AS decision,
           r.referral, r.referring_body, r.incident
    FROM referrals r JOIN progress p ON p.code = r.progress
    WHERE r.route = 'nrm' AND p.cg IN ('positive', 'negative')
)
SELECT month, 'year' AS time_level, 'denominator' AS part, referral AS unit, referring_body AS contributor, incident
FROM decided
UNION ALL
SELECT month, 'year', 'numerator', referral, referring_body, incident
FROM decided WHERE decision = 'positive'
