-- Sheets of paper and telephone interviews that staff have entered: each once in a survey. "entered" and "second" are JSON objects from column to value, as
-- the first and the second person typed them; "settled_at" is when both agree, or were made to.
create table entered_sheet (
    survey_id text not null references survey (survey_id),
    sheet text not null,
    organisation_id text not null,
    version_number integer not null,
    channel text not null,
    response_id text not null,
    entered text not null,
    entered_by text not null,
    entered_at :instant not null,
    second text,
    second_by text,
    second_at :instant,
    settled_by text,
    settled_at :instant,
    primary key (survey_id, sheet)
);
create index entered_sheet_by_time on entered_sheet (organisation_id, survey_id, entered_at);
