/*---
code = "I02"
theme = "Intelligence"
title = "Actionable intelligence"
question = "How much of what partners send can be acted on?"
kind = "share"
numerator = "submissions that the police graded as actionable"
denominator = "all submissions"
unit = "% of submissions"
direction = "up"
place = ""
breakdowns = []
tables = ["quarter", "year"]
caveat = "Grading is police practice and can change. Submissions not yet graded count as not actionable."
source = ["intelligence"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "referrals"
page = "Outcomes"
section = "Partner intelligence around an event"
---*/
SELECT month, 'denominator' AS part, submission AS unit, agency AS contributor, NULL AS incident FROM intelligence
UNION ALL
SELECT month, 'numerator', submission, agency, NULL FROM intelligence WHERE grade = 'actionable'
