-- Live results: intervals by the bootstrap without reading the responses.

-- The moments of the groups of respondents that the bootstrap draws from, of all responses of a version and status; some neighbouring groups a row.
create table group_moments (
    survey_id text not null,
    version_number integer not null,
    status text not null,
    part integer not null,
    organisation_id text not null,
    moments :bytes not null,
    primary key (survey_id, version_number, status, part),
    foreign key (survey_id, version_number) references survey_version (survey_id, version_number)
);

-- What was stored without them is made anew from the responses; the log goes on.
update moments_state set is_built = false, generation = generation + 1;
