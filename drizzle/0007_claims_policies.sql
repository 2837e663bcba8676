alter table notice_holds enable row level security;
--> statement-breakpoint
alter table notice_holds force row level security;
--> statement-breakpoint
create policy tenant on notice_holds using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on notice_holds to linli_app;
--> statement-breakpoint
alter table notice_releases enable row level security;
--> statement-breakpoint
alter table notice_releases force row level security;
--> statement-breakpoint
create policy tenant on notice_releases using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on notice_releases to linli_app;
--> statement-breakpoint
alter table objections enable row level security;
--> statement-breakpoint
alter table objections force row level security;
--> statement-breakpoint
create policy tenant on objections using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on objections to linli_app;
--> statement-breakpoint
alter table objection_decisions enable row level security;
--> statement-breakpoint
alter table objection_decisions force row level security;
--> statement-breakpoint
create policy tenant on objection_decisions using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on objection_decisions to linli_app;
--> statement-breakpoint
alter table claims enable row level security;
--> statement-breakpoint
alter table claims force row level security;
--> statement-breakpoint
create policy tenant on claims using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update (state, events) on claims to linli_app;
--> statement-breakpoint
alter table claim_events enable row level security;
--> statement-breakpoint
alter table claim_events force row level security;
--> statement-breakpoint
create policy tenant on claim_events using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on claim_events to linli_app;
--> statement-breakpoint
alter table claim_photos enable row level security;
--> statement-breakpoint
alter table claim_photos force row level security;
--> statement-breakpoint
create policy tenant on claim_photos using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on claim_photos to linli_app;
