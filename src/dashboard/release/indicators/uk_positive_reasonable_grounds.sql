/*---
code = "H04"
theme = "Published by others"
title = "Positive reasonable grounds decisions, United Kingdom"
question = "How often is a first decision positive, nationally?"
kind = "share"
numerator = "positive reasonable grounds decisions"
denominator = "reasonable grounds decisions"
unit = "% of decisions"
direction = "context"
place = ""
breakdowns = []
tables = ["quarter x national", "year x national"]
caveat = "The test changed on 30 January 2023 and the share fell from 85.6 % to 60.4 %: the line breaks there, and it says nothing about the quality of local referrals."
source = ["home_office_reasonable_grounds", "home_office_nrm"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "comparators"
page = "Referrals"
section = "Decisions"
breaks = ["decisions"]
---*/
WITH quarters AS (
    SELECT make_date(left(period, 4)::INTEGER, 3 * right(period, 1)::INTEGER, 1) AS month, decision, value
    FROM comparators WHERE series = 'rg_decisions' AND period LIKE '%-Q%'
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
