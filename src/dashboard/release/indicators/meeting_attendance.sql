/*---
code = "P02"
theme = "Partnership"
title = "Meeting attendance"
question = "Do the partners come to the partnership's meetings?"
kind = "share"
numerator = "invitations at which the partner was present"
denominator = "invitations to partnership meetings"
unit = "% of invitations"
direction = "up"
place = ""
breakdowns = ["agency"]
tables = ["quarter", "year", "all", "year x agency", "all x agency"]
caveat = "Apologies count as not present."
source = ["meeting_attendance"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Outcomes"
section = "The partnership"
---*/
SELECT m.month, m.agency, 'denominator' AS part FROM meetings m
UNION ALL
SELECT m.month, m.agency, 'numerator' FROM meetings m WHERE m.attendance = 'present'
