/*---
code = "P01"
theme = "Partnership"
title = "Partners with a named contact"
question = "Does every partner say whom to ask?"
kind = "share"
numerator = "partner agencies that name a single point of contact"
denominator = "partner agencies today"
unit = "% of partner agencies"
full_list = true
direction = "up"
place = ""
breakdowns = ["sector"]
tables = ["all", "all x sector"]
caveat = "As the register stands now; it keeps no history. Every partner is on it, so a share has no interval."
source = ["partnership_register"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "Outcomes"
section = "The partnership"
---*/
-- The register holds the present state only.
SELECT m.month, 'all' AS time_level, 'denominator' AS part, p.agency AS unit, p.sector
FROM partners p JOIN months m ON m.last AND p.since <= m.month AND (p.until IS NULL OR p.until > m.month)
UNION ALL
SELECT m.month, 'all', 'numerator', p.agency, p.sector
FROM partners p JOIN months m ON m.last AND p.since <= m.month AND (p.until IS NULL OR p.until > m.month)
WHERE p.has_contact
