-- Runs unchanged on H2 and PostgreSQL.

-- What is remembered of a feed on a web server, so that an unchanged one costs nothing, also after a restart.
-- fingerprint: of its address and of what the administrator says of it; another one, and nothing of the row counts.
create table web_feed (
    calendar      varchar(200) primary key,
    fingerprint   varchar(100)             not null,
    etag          varchar(2000)            not null,
    last_modified varchar(200)             not null,
    content_hash  varchar(100)             not null
);

-- How far the changes of a CalDAV collection were taken. sync_token, ctag: empty where the server has none.
create table dav_collection (
    calendar      varchar(200) primary key,
    fingerprint   varchar(100)             not null,
    address       varchar(4000)            not null,
    sync_token    varchar(4000)            not null,
    ctag          varchar(4000)            not null
);

-- The resources of a CalDAV collection. name: decoded path; href: as the server writes it; etag: as of when it was
-- taken, empty while it is still to be fetched.
create table dav_resource (
    calendar      varchar(200)             not null,
    name          varchar(1000)            not null,
    href          varchar(4000)            not null,
    etag          varchar(1000)            not null,
    primary key (calendar, name)
);
