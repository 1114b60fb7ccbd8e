-- X-Request-Id of the request that a line tells of: what joins the record to the logs. Null where nobody asked, and in the
-- lines of a version that does not know the column; adding one without a default rewrites nothing.
alter table event add column request_id varchar(64);
alter table run_event add column request_id varchar(64);
