-- What Shopify delivered and asks to be acted on. Nothing of a shop's customers is ever here; rows go after a week.
create table webhook_delivery (
  app varchar(64) not null,
  -- the delivery's own id, the same at each retry; else a hash of what was delivered
  delivery_id varchar(128) not null,
  topic varchar(32) not null,
  shop_id bigint,
  domain varchar(80),
  triggered_at timestamptz,
  -- those that are granted now, where the delivery says so
  scopes text,
  received_at timestamptz not null default now(),
  -- null: nothing is left to do
  due_at timestamptz default now(),
  outcome varchar(32),
  primary key (app, delivery_id)
);
create index webhook_delivery_due on webhook_delivery (due_at) where due_at is not null;
create index webhook_delivery_received on webhook_delivery (received_at);

alter table installation
  -- Shopify says that the app was uninstalled, and that is to be confirmed
  add column uninstall_reported_at timestamptz,
  -- serving has stopped meanwhile; else the report may be older than the grant, or of another shop
  add column uninstall_believed boolean not null default false,
  add column uninstall_check_at timestamptz,
  -- an update of the shop that was triggered before this one changes its domain no more
  add column domain_since timestamptz;
create index installation_uninstall_reported on installation (app, uninstall_check_at)
  where uninstall_reported_at is not null;
