-- Tokens: ":instant" is timestamptz or text (UTC, microseconds), ":bytes" is bytea or blob.

create table organisation (
    organisation_id text primary key,
    name text not null,
    language text not null,
    time_zone text not null,
    calendar text not null,
    first_day_of_week integer not null,
    minimum_group integer not null,
    created_at :instant not null
);

create table account (
    account_id text primary key,
    organisation_id text not null references organisation (organisation_id),
    email text not null,
    email_key text not null unique,
    display_name text not null,
    role text not null,
    password_hash text,
    security_stamp text not null,
    failed_attempts integer not null default 0,
    locked_until :instant,
    disabled_at :instant,
    created_at :instant not null,
    signed_in_at :instant
);
create index account_by_organisation on account (organisation_id);

-- One-time links: only the hash of the token is kept.
create table account_link (
    token_hash text primary key,
    organisation_id text not null references organisation (organisation_id),
    purpose text not null,
    account_id text references account (account_id) on delete cascade,
    email text,
    display_name text,
    role text,
    created_by text,
    created_at :instant not null,
    expires_at :instant not null,
    used_at :instant
);
create index account_link_by_organisation on account_link (organisation_id, purpose);

create table survey (
    survey_id text primary key,
    organisation_id text not null references organisation (organisation_id),
    slug text not null unique,
    title text not null,
    state text not null,
    draft text not null,
    draft_revision integer not null,
    published_version integer,
    opens_at :instant,
    closes_at :instant,
    created_by text,
    created_at :instant not null,
    updated_at :instant not null,
    archived_at :instant,
    deleted_at :instant
);
create index survey_by_organisation on survey (organisation_id, deleted_at);

-- A published version never changes; responses point to it.
create table survey_version (
    survey_id text not null references survey (survey_id),
    version_number integer not null,
    organisation_id text not null references organisation (organisation_id),
    questionnaire text not null,
    settings text not null,
    columns text not null,
    sha256 text not null,
    published_by text,
    published_at :instant not null,
    primary key (survey_id, version_number)
);

-- One row per response; "answers" and "outcomes" hold one byte per answer, "importance" eight bytes per dimension
-- (IEEE double, little-endian, NaN where not given), "attributes" a JSON object, "further" a JSON array of name-value pairs,
-- "pages" a JSON object from page to the last revision that was saved.
create table response (
    survey_id text not null references survey (survey_id),
    response_id text not null,
    organisation_id text not null references organisation (organisation_id),
    version_number integer not null,
    status text not null,
    is_test boolean not null default false,
    answers :bytes not null,
    importance :bytes,
    outcomes :bytes,
    attributes text,
    comment text,
    further text,
    pages text,
    language text,
    channel text,
    receipt_code text,
    revision integer not null,
    started_at :instant,
    submitted_at :instant,
    updated_at :instant not null,
    primary key (survey_id, response_id),
    foreign key (survey_id, version_number) references survey_version (survey_id, version_number)
);
-- Covers counting, so that lists of surveys never read the responses themselves.
create index response_by_status on response (organisation_id, survey_id, status, is_test, version_number, submitted_at);
create unique index response_by_receipt on response (survey_id, receipt_code);

create table key_ring (
    key_id text primary key,
    xml text not null,
    created_at :instant not null
);
