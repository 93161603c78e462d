-- Live results: responses are counted, and small groups found, without reading the responses.

-- From which version and status a change takes a response, and to which.
alter table response_change add column old_version integer;
alter table response_change add column old_status text;
alter table response_change add column new_version integer;
alter table response_change add column new_status text;

-- How many of all responses of a version and status have each value, and each pair of values, of their attributes; null beside single segments.
alter table study_moments add column group_pairs :bytes;

-- The numbers of all responses, without the moments that lie beside them.
create index study_moments_of_all on study_moments (organisation_id, survey_id, version_number, status, responses) where attribute = '';

-- When the moments were last held against the responses, and until when a server may be at it, so that several share the work of a night.
alter table moments_state add column verified_at :instant;
alter table moments_state add column verifying_until :instant;

-- Moments without those counts are made anew, from responses that hold whatever the log says.
update moments_state set is_built = false, generation = generation + 1;
delete from response_change;
