-- What a reader sees of an installation; null: nothing.
alter table installation
  add column shown_state varchar(32) generated always as (
    case when uninstall_believed or state = 'uninstalled' then 'uninstalled'
      when data_key_id is not null then state end) stored;

-- That another state is shown. Appended by whatever statement changes it, within its transaction: no writer can forget it, and
-- none waits for anybody.
create table state_change (
  seq bigint generated always as identity primary key,
  installation_id uuid not null,
  at timestamptz not null,
  -- an erasure takes it from the row
  shop_id bigint
);
create index state_change_at on state_change (at);
create index state_change_of_installation on state_change (installation_id);

create function note_state_change() returns trigger language plpgsql as $$
begin
  insert into state_change (installation_id, at, shop_id)
  values (new.id, clock_timestamp(), coalesce(new.shop_id, old.shop_id));
  return null;
end $$;

create trigger installation_state_change after update on installation
  for each row when (old.shown_state is distinct from new.shown_state) execute function note_state_change();

-- Who is told. The post that is under way stays the same until it was taken or is given up.
create table notification_target (
  name varchar(64) primary key,
  -- when a replica last had it in its settings
  seen_at timestamptz not null default now(),
  post_id uuid,
  -- JSON, as it is sent
  changes text,
  grouped_at timestamptz,
  -- in a row
  failures integer not null default 0,
  -- when to try next; whoever tries moves it on, which is its lease
  due_at timestamptz not null default now()
);

-- What a target was told last of an installation, and whether there may be something new.
create table notification (
  target varchar(64) not null,
  installation_id uuid not null,
  told varchar(32) not null default 'active',
  -- null: nothing is to be told
  queued_at timestamptz,
  changed_at timestamptz not null,
  shop_id bigint,
  primary key (target, installation_id)
);
create index notification_queued on notification (target, queued_at, installation_id) where queued_at is not null;
