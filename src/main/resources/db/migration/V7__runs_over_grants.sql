alter table run
  -- the installations that it is about, where it is about some that were named
  add column members uuid[],
  -- of the present pass: what may be done at another time
  add column postponed_in_pass bigint not null default 0;
