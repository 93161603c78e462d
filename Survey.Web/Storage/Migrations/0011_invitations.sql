-- Invitations to a survey whose responses are counted by them. Of the access code only the hash is kept. While a response is under way its secret lies here, sealed
-- with the access code, so that the personal link finds it on another device; "return_hash" follows from that secret, and by it the submission closes the invitation.
-- Neither leads from here to the response without what only the respondent has, and both are gone once it is submitted. No time is kept: that somebody has
-- answered is known, not when. "attributes" is a JSON object from attribute to value, which the response takes over.
create table invitation (
    survey_id text not null references survey (survey_id),
    token_hash text not null,
    organisation_id text not null,
    serial integer not null,
    label text,
    language text,
    attributes text,
    state text not null,
    sealed_secret :bytes,
    return_hash text,
    primary key (survey_id, token_hash)
);
create unique index invitation_by_serial on invitation (survey_id, serial);
create unique index invitation_by_return on invitation (survey_id, return_hash);
create index invitation_by_state on invitation (organisation_id, survey_id, state);
