-- What a respondent has entered and what is no answer yet: a JSON object from page to what was typed there and cannot be stored as it is, and to the answers
-- of another tab that wait for a choice. Null where everything is settled, which is almost always.
alter table response add column unsettled text;

-- When the respondent last changed what had been submitted already; null if never.
alter table response add column corrected_at :instant;
