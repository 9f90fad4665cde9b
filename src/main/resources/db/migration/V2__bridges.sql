-- Runs unchanged on H2 and PostgreSQL.

-- What each call bridge last told of itself. call_bridges: the ids that it lists, in order, separated by blanks.
create table bridge (
    name                    varchar(300) primary key,
    url                     varchar(1000)            not null,
    origin                  varchar(16)              not null,
    in_use                  boolean                  not null,
    call_bridge_id          varchar(64)              not null,
    call_bridge_name        varchar(300)             not null,
    call_bridges            varchar(4000)            not null,
    software_version        varchar(200)             not null,
    uptime_seconds          bigint                   not null,
    call_legs_active        bigint                   not null,
    call_legs_max_active    bigint                   not null,
    call_legs_completed     bigint                   not null,
    audio_bit_rate_outgoing bigint                   not null,
    audio_bit_rate_incoming bigint                   not null,
    video_bit_rate_outgoing bigint                   not null,
    video_bit_rate_incoming bigint                   not null,
    asked_at                timestamp with time zone not null
);

-- What is made on CMS once. Written before the POST, with the ids that were there before it, so that an object whose
-- answer was lost is found again. object_id is empty until CMS's answer is known.
create table creation (
    purpose       varchar(1000) primary key,
    before_ids    text                     not null,
    object_id     varchar(64)              not null
);

-- The numbers of the pool on CMS. state: usable, foreign, failed or missing.
-- profiles: for which of our profiles the coSpace was looked through.
create table placeholder (
    number        integer primary key,
    cospace_id    varchar(64)              not null,
    state         varchar(16)              not null,
    note          varchar(1000)            not null,
    profiles      varchar(200)             not null
);
