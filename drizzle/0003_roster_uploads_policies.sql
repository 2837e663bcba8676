-- Roster files hold names: they are deleted when they expire, hence the right to delete.
--> statement-breakpoint
alter table roster_uploads enable row level security;
--> statement-breakpoint
alter table roster_uploads force row level security;
--> statement-breakpoint
create policy tenant on roster_uploads using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, delete on roster_uploads to linli_app;
--> statement-breakpoint
alter table roster_batches enable row level security;
--> statement-breakpoint
alter table roster_batches force row level security;
--> statement-breakpoint
create policy tenant on roster_batches using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update, delete on roster_batches to linli_app;
