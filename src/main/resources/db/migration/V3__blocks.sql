-- What a document says is kept meeting by meeting: so one that has changed is read alone, and a moving horizon or a changed
-- room directory needs no source. All documents come again from their sources after this.
drop table feed_document;
drop table meeting_copy;

-- withdrawn: its source has it no more, but something that it cancelled stays cancelled.
create table feed_document (
    calendar      varchar(200)             not null,
    document      varchar(1000)            not null,
    content_hash  varchar(100)             not null,
    parameters    varchar(4000)            not null,
    withdrawn     boolean                  not null,
    primary key (calendar, document)
);

-- first_day, last_day: it has no occurrences outside of these days; null if unknown.
-- circumstances: what else the reading depended on (rooms, zone data, our version).
-- read_again_at: null for never. varchar, because H2 keeps each text in a file of its own.
create table feed_block (
    calendar      varchar(200)             not null,
    document      varchar(1000)            not null,
    uid           varchar(1000)            not null,
    line          integer                  not null,
    hash          varchar(100)             not null,
    cancels       boolean                  not null,
    recurring     boolean                  not null,
    first_day     date,
    last_day      date,
    text          varchar(1000000)         not null,
    zones         varchar(1000000)         not null,
    parameters    varchar(4000)            not null,
    circumstances varchar(100)             not null,
    read_again_at timestamp with time zone,
    primary key (calendar, document, uid)
);
create index feed_block_meeting on feed_block (calendar, uid);
create index feed_block_time on feed_block (read_again_at);
create index feed_block_circumstances on feed_block (circumstances);

-- What each calendar says of a meeting; a booking lives as long as one of them wants it.
create table meeting_copy (
    calendar      varchar(200)             not null,
    uid           varchar(1000)            not null,
    meeting       varchar(1000000)         not null
);
create index meeting_copy_calendar on meeting_copy (calendar, uid);
create index meeting_copy_uid on meeting_copy (uid);
