/*---
code = "J02"
theme = "Published by others"
title = "Offences that end in a charge"
question = "How many of the offences that have an outcome were charged?"
kind = "share"
numerator = "outcomes charged or summonsed, of modern slavery offences recorded in the year, as published"
denominator = "outcomes of those offences so far, those not yet assigned left out"
unit = "% of outcomes"
direction = "up"
place = "The force that recorded the offence."
breakdowns = []
tables = ["financial_year", "financial_year x force", "financial_year x national"]
caveat = "Outcomes come one to three years after the offence, so that recent years change. In one county so few that a share moves by chance."
source = ["home_office_outcomes"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "comparators"
page = "Outcomes"
section = "Quality and justice"
---*/
WITH quarters AS (
    SELECT make_date(left(period, 4)::INTEGER, 6, 1) + to_months(3 * (right(period, 1)::INTEGER - 1)) AS month,
           reporter, decision, value, left(period, 7) AS year, period
    FROM comparators WHERE series = 'offence_outcomes' AND exploitation_type = '106'
), outcomes AS (
    -- A year is shown only where all its quarters are published.
    SELECT month, reporter, decision, value, year FROM quarters
    WHERE decision IN ('charged', 'other')
      AND year IN (SELECT year FROM quarters GROUP BY ALL HAVING count(DISTINCT period) = 4)
), everywhere AS (
    -- 43 forces of areas and that of the railways; one or two may have sent nothing for a year.
    SELECT year FROM quarters GROUP BY year HAVING count(DISTINCT reporter) > 40
), leveled AS (
    SELECT month::DATE AS month, 'force' AS geography_level, reporter AS area, decision, value FROM outcomes
    UNION ALL
    SELECT month::DATE, 'national', 'all_forces', decision, value FROM outcomes
    WHERE year IN (SELECT year FROM everywhere)
    UNION ALL
    -- The county is the area of its police force.
    SELECT month::DATE, 'county', NULL, decision, value FROM outcomes WHERE reporter = 'northamptonshire_police'
)
SELECT month, 'denominator' AS part, geography_level, area, value AS weight FROM leveled
UNION ALL
SELECT month, 'numerator', geography_level, area, value FROM leveled WHERE decision = 'charged'
