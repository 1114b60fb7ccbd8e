-- Never shipped: what the present version has to stand when a later one has been here first. No more than that may a later
-- migration do, and each kind of thing that it may do is done to each table that the present version writes.
alter table installation add column later_text varchar(16), add column later_flag boolean not null default false;
alter table token_pair add column later_text varchar(16), add column later_number integer not null default 0;
alter table event add column later_text varchar(64) default 'none';
alter table fleet_key add column later_at timestamptz not null default now();
alter table caller_usage add column later_number bigint not null default 0;
alter table webhook_delivery add column later_text text;
alter table run add column later_text text;
alter table run_event add column later_text text;
alter table revocation add column later_text text;

create table later_thing (
  id uuid primary key,
  installation_id uuid not null references installation (id)
);
create unique index later_thing_of_installation on later_thing (installation_id);

-- beforehand: create index concurrently if not exists event_later on event (later_text) where later_text is not null
create index if not exists event_later on event (later_text) where later_text is not null;
