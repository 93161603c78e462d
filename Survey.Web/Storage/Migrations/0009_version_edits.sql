-- What the author of a version said of each changed text: a JSON object from the text's key ("item.7") to "typo", "wording" or "meaning".
-- Null for a first version, and where nothing was said.
alter table survey_version add column edits text;
