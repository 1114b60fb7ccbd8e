-- A change of a table waits for whoever reads it, a backup for hours, and everybody else then waits behind the change. So it gives
-- up soon, leaves nothing behind, and is tried again (docs/upgrading.md).
set local lock_timeout = '500ms';
