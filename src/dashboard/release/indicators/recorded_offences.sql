/*---
code = "J01"
theme = "Published by others"
title = "Recorded modern slavery offences"
question = "How many offences do the police record?"
kind = "sum"
numerator = "modern slavery offences recorded, as the Home Office published them"
denominator = ""
unit = "offences"
direction = "neutral"
place = "The force that recorded the offence."
breakdowns = []
tables = ["quarter x force", "quarter x national", "financial_year x force", "financial_year x national"]
caveat = "Driven by how offences are recorded. A correction can make a quarter negative."
source = ["home_office_offences"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "comparators"
page = "Outcomes"
section = "Quality and justice"
---*/
-- The first quarter of a financial year is April to June. A year is shown only where all its quarters are
-- published: the open data grow quarter by quarter.
WITH quarters AS (
    SELECT make_date(left(period, 4)::INTEGER, 6, 1) + to_months(3 * (right(period, 1)::INTEGER - 1)) AS month,
           left(period, 7) AS year, period, reporter, value
    FROM comparators WHERE series = 'modern_slavery_offences'
), leveled AS (
    SELECT month::DATE AS month, 'quarter' AS time_level, reporter, value FROM quarters
    UNION ALL
    SELECT month::DATE, 'financial_year', reporter, value FROM quarters
    WHERE year IN (SELECT year FROM quarters GROUP BY ALL HAVING count(DISTINCT period) = 4)
)
SELECT month, time_level, 'force' AS geography_level, reporter AS area, value AS weight FROM leveled
UNION ALL
SELECT month, time_level, 'national', 'all_forces', value FROM leveled
