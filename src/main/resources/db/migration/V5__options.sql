-- Runs unchanged on H2 and PostgreSQL.

-- What the organiser chose for the meeting.
alter table booking add column options text default '{}' not null;
