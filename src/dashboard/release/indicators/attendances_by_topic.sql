/*---
code = "T19"
theme = "Training reach"
title = "Attendances by topic"
question = "What was the training about?"
kind = "count"
numerator = "bookings marked as attended of sessions that covered the topic"
denominator = ""
unit = "attendances"
direction = "up"
place = "Work base: where the person works, not where the session was held."
breakdowns = ["topic", "sector"]
tables = [
  "year x topic",
  "all x topic",
  "year x unitary x topic",
  "year x district x topic",
  "year x sector x topic",
]
caveat = "One person can attend several times. A session can cover several topics and counts under each, so topics are never added up. Where the register does not say what a session covered, it is what its course covers. Being taught a topic is not the same as acting on it."
source = ["training_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Training reach"
section = "What was taught"
---*/
-- One row for each topic of each completed attendance: what the session covered, else what its course covers.
SELECT b.month, b.sector, b.work_district AS area,
       unnest(list_distinct(coalesce(
           nullif(b.topics, []), string_split(nullif(c.topics, ''), '|'), ['not_recorded']
       ))) AS topic
FROM bookings b LEFT JOIN courses c ON c.code = b.course
WHERE b.status IN ('attended', 'walk_in')
