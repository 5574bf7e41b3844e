/*---
code = "T09"
theme = "Training reach"
title = "Training tier mix"
question = "How deep does the training go?"
kind = "share"
numerator = "people whose highest tier in the period is this one"
denominator = "different people trained in the period"
unit = "% of people trained"
direction = "context"
place = ""
breakdowns = ["tier"]
tables = ["year x tier", "all x tier"]
caveat = "Tiers build on each other: each person counts once, at the highest."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "Who comes, and from where"
mix = true
grows = true
---*/
-- Each person counts once, at the highest tier reached in the period: the year, and the whole time.
WITH highest AS (
    SELECT max(month) AS month, 'year' AS time_level, person,
           coalesce(max(tier) FILTER (WHERE tier != 'not_recorded'), 'not_recorded') AS tier
    FROM bookings WHERE status IN ('attended', 'walk_in') GROUP BY year(month), person
    UNION ALL
    SELECT max(month), 'all', person, coalesce(max(tier) FILTER (WHERE tier != 'not_recorded'), 'not_recorded')
    FROM bookings WHERE status IN ('attended', 'walk_in') GROUP BY person
)
SELECT month, time_level, 'numerator' AS part, person AS unit, tier FROM highest
UNION ALL
SELECT month, time_level, 'denominator', person, NULL FROM highest
