-- Two unique indexes that both begin with the app look alike to a planner without statistics, and a look-up by domain went
-- through every row of the app until the table was analysed: an import of a fleet took time with the square of its size.
alter table installation add constraint installation_shop_id_app_key unique (shop_id, app);
alter table installation drop constraint installation_app_shop_id_key;
