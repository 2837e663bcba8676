-- A replay is begun, goes on and ends; it is kept.
--> statement-breakpoint
alter table rule_replays enable row level security;
--> statement-breakpoint
alter table rule_replays force row level security;
--> statement-breakpoint
create policy tenant on rule_replays using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on rule_replays to linli_app;
