-- Decision 0015: one room, one event at a time. The extension is trusted: no superuser is needed.
create extension if not exists btree_gist;
--> statement-breakpoint
alter table room_bookings add constraint room_bookings_once exclude using gist (community_id with =, room_id with =, tstzrange(starts_at, ends_at) with &&) where (released_at is null);
--> statement-breakpoint
alter table rooms enable row level security;
--> statement-breakpoint
alter table rooms force row level security;
--> statement-breakpoint
create policy tenant on rooms using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on rooms to linli_app;
--> statement-breakpoint
alter table events enable row level security;
--> statement-breakpoint
alter table events force row level security;
--> statement-breakpoint
create policy tenant on events using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on events to linli_app;
--> statement-breakpoint
alter table room_bookings enable row level security;
--> statement-breakpoint
alter table room_bookings force row level security;
--> statement-breakpoint
create policy tenant on room_bookings using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on room_bookings to linli_app;
--> statement-breakpoint
alter table event_registrations enable row level security;
--> statement-breakpoint
alter table event_registrations force row level security;
--> statement-breakpoint
create policy tenant on event_registrations using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on event_registrations to linli_app;
--> statement-breakpoint
alter table event_check_ins enable row level security;
--> statement-breakpoint
alter table event_check_ins force row level security;
--> statement-breakpoint
create policy tenant on event_check_ins using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on event_check_ins to linli_app;
--> statement-breakpoint
alter table event_attendances enable row level security;
--> statement-breakpoint
alter table event_attendances force row level security;
--> statement-breakpoint
create policy tenant on event_attendances using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on event_attendances to linli_app;
