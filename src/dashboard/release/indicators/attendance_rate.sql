/*---
code = "T10"
theme = "Training reach"
title = "Attendance rate"
question = "How full were the sessions?"
kind = "share"
numerator = "people who attended"
denominator = "places offered on the sessions held"
unit = "% of places"
direction = "up"
place = ""
breakdowns = ["course"]
tables = ["quarter", "year", "all", "year x course"]
caveat = "People who walk in without a booking can take it above 100 %, which is shown as 100 % without an interval."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "No-shows"
---*/
-- Places are said on each booking; a session's places are the largest number said. Sessions without
-- places are left out of both parts.
WITH held AS (
    SELECT session, any_value(month) AS month, any_value(course) AS course, max(places) AS places,
           count(*) FILTER (WHERE status IN ('attended', 'walk_in')) AS attended
    FROM bookings GROUP BY session
    HAVING max(places) > 0 AND count(*) FILTER (WHERE status IN ('attended', 'walk_in')) > 0
)
SELECT month, course, 'numerator' AS part, attended AS weight FROM held
UNION ALL
SELECT month, course, 'denominator', places FROM held
