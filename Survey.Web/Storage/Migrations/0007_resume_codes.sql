-- Short codes by which a person comes back to a response on another device. Only a slow hash of the code is kept, and the secret that writes the response only
-- sealed with the code, so that reading the database opens no response. Nothing here names the response.
create table resume_code (
    survey_id text not null references survey (survey_id),
    code_hash text not null,
    organisation_id text not null,
    sealed_token :bytes not null,
    expires_at :instant not null,
    primary key (survey_id, code_hash)
);
