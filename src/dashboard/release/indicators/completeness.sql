/*---
code = "P03"
theme = "Data quality"
title = "Completeness of training records"
question = "How much of what should be known is recorded?"
kind = "share"
numerator = "records in which the field is known"
denominator = "records in which the field should be known"
unit = "% of records"
direction = "up"
place = ""
breakdowns = ["source", "field", "agency"]
tables = [
  "year x source=training_register|evaluation_forms x field=sector|role|work_district|delivery_district|tier|confidence|knowledge",
  "all x source=training_register|evaluation_forms x field=sector|role|work_district|delivery_district|tier|confidence|knowledge",
  "year x source=training_register|evaluation_forms x agency",
  "all x source=training_register|evaluation_forms x agency",
]
caveat = "A work base given only as a council's area is not known finely enough to count. Not recorded is a finding in itself."
source = ["training_register", "evaluation_forms"]
owner = "Partnership analyst"
review_date = 2027-06-30
policy = "training"
page = "About the data"
section = "Completeness"
---*/
-- One row for each record and field that should be known; the numerator where it is.
WITH fields AS (
    UNPIVOT (
        SELECT month, 'training_register' AS source, agency,
               sector != 'not_recorded' AS sector, role != 'not_recorded' AS role,
               work_district LIKE 'E07%' OR work_district IN ('out_of_county', 'overseas', 'online') AS work_district,
               delivery_district != 'not_recorded' AS delivery_district, tier != 'not_recorded' AS tier
        FROM bookings
    ) ON sector, role, work_district, delivery_district, tier INTO NAME field VALUE known
    UNION ALL
    UNPIVOT (
        SELECT month, 'evaluation_forms' AS source, agency,
               sector != 'not_recorded' AS sector, confidence IS NOT NULL AS confidence,
               knowledge IS NOT NULL AS knowledge
        FROM evaluations
    ) ON sector, confidence, knowledge INTO NAME field VALUE known
)
SELECT month, source, field, agency, 'denominator' AS part FROM fields
UNION ALL
SELECT month, source, field, agency, 'numerator' FROM fields WHERE known
