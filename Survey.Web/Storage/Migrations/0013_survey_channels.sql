-- The channels of a survey that somebody switches on: a device for everybody, and pages of others in which it stands. "embed_sites" is a JSON array of origins.
-- Without a row both are off.
create table survey_channel (
    survey_id text primary key references survey (survey_id),
    organisation_id text not null,
    has_kiosk boolean not null,
    kiosk_idle integer not null,
    kiosk_after integer not null,
    has_embed boolean not null,
    embed_sites text not null
);
