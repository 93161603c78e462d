-- What is known of the people whom a survey's respondents stand for: how many there are and how many were invited, in all (attribute
-- and value empty) and by attribute value. A number that is not known is null.
create table survey_population (
    survey_id text not null references survey (survey_id),
    attribute text not null,
    value text not null,
    organisation_id text not null,
    people bigint,
    invited bigint,
    primary key (survey_id, attribute, value)
);
