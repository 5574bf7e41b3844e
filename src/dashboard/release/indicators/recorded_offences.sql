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
-- The first quarter of a financial year is April to June.
WITH quarters AS (
    SELECT make_date(left(period, 4)::INTEGER, 6, 1) + to_months(3 * (right(period, 1)::INTEGER - 1)) AS month,
           reporter, value
    FROM comparators WHERE series = 'modern_slavery_offences'
)
SELECT month::DATE AS month, 'force' AS geography_level, reporter AS area, value AS weight FROM quarters
UNION ALL
SELECT month::DATE, 'national', 'all_forces', value FROM quarters
