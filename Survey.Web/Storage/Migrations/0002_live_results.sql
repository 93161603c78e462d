-- Live results: moments of the responses per version, status and segment, and the log of what has changed since they were stored.

-- A response that is left out of every figure keeps its answers: status "excluded", with why, who and when.
-- Of a withdrawn response only the id stays, so that it is never given again: status "withdrawn".
alter table response add column excluded_reason text;
alter table response add column excluded_by text;
alter table response add column excluded_at :instant;

-- Newest comments first, without reading the responses that have none.
create index response_with_comment on response (organisation_id, survey_id, status, submitted_at, version_number, attributes)
where comment is not null and is_test = false;

-- One row per change of a response, written in the transaction of the change: what counted before and what counts now.
-- It is folded into the moments and deleted in one transaction, whatever the order in which the changes were committed.
create table response_change (
    survey_id text not null,
    change_id text not null,
    organisation_id text not null,
    old_response :bytes,
    new_response :bytes,
    primary key (survey_id, change_id)
);

-- Where a survey's moments stand; who folds holds this row. Without it, or with is_built false, they are to be made from the responses.
create table moments_state (
    survey_id text primary key references survey (survey_id),
    organisation_id text not null,
    is_built boolean not null,
    generation integer not null,
    stamp bigint not null
);

-- The moments of all responses of a version and status (attribute and value empty), and of those with one attribute value.
-- Moments that are null stand for an attribute that has too many values to keep a segment for each (value empty).
create table study_moments (
    survey_id text not null,
    version_number integer not null,
    status text not null,
    attribute text not null,
    value text not null,
    organisation_id text not null,
    responses bigint not null,
    comments bigint not null,
    moments :bytes,
    primary key (survey_id, version_number, status, attribute, value),
    foreign key (survey_id, version_number) references survey_version (survey_id, version_number)
);
