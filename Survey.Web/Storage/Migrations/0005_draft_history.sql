-- The states that a survey's draft went through, so that a change can be undone and done again, and so that what two people wrote at the same
-- time can be merged. "undo_to" and "redo_to" are the revisions whose state the two buttons bring back.
create table draft_history (
    survey_id text not null references survey (survey_id),
    revision integer not null,
    organisation_id text not null,
    draft text not null,
    undo_to integer,
    redo_to integer,
    saved_by text,
    saved_at :instant not null,
    primary key (survey_id, revision)
);
