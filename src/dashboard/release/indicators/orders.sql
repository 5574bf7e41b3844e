/*---
code = "J03"
theme = "Justice"
title = "Orders and disruptions"
question = "How often are those who exploit others held back by an order or otherwise?"
kind = "count"
numerator = "orders made and disruptions recorded, by the year in which they were"
denominator = ""
unit = "orders and disruptions"
direction = "neutral"
place = ""
breakdowns = ["order_type"]
tables = ["year", "year x order_type"]
caveat = "Orders and disruptions are different things: their sum says how much was done, not how much it weighs. One operation can bring several. So few are made in a county that they are shown by whole years only."
source = ["orders"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "referrals"
page = "Outcomes"
section = "Quality and justice"
---*/
SELECT month, order_type, order_reference AS unit, agency AS contributor, incident FROM orders
