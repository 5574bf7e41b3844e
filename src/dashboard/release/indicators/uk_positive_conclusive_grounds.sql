/*---
code = "H05"
theme = "Published by others"
title = "Positive conclusive grounds decisions, United Kingdom"
question = "How often is a final decision positive, nationally?"
kind = "share"
numerator = "positive conclusive grounds decisions"
denominator = "conclusive grounds decisions"
unit = "% of decisions"
direction = "context"
place = ""
breakdowns = []
tables = ["quarter x national", "year x national"]
caveat = "Those decided in a quarter are not those referred in it: decisions can take more than a year."
source = ["home_office_conclusive_grounds", "home_office_nrm"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "comparators"
page = "Referrals"
section = "Decisions"
breaks = ["decisions"]
---*/
WITH quarters AS (
    SELECT make_date(left(period, 4)::INTEGER, 3 * right(period, 1)::INTEGER, 1) AS month, decision, value
    FROM comparators WHERE series = 'cg_decisions' AND period LIKE '%-Q%'
),
leveled AS (
    SELECT *, 'quarter' AS time_level FROM quarters
    UNION ALL
    SELECT *, 'year' FROM quarters WHERE year(month) IN
        (SELECT year(month) FROM quarters GROUP BY ALL HAVING count(DISTINCT month) = 4)
)
SELECT month, time_level, 'uk' AS area, 'denominator' AS part, value AS weight FROM leveled
UNION ALL
SELECT month, time_level, 'uk', 'numerator', value FROM leveled WHERE decision = 'positive'
