-- The app's role owns nothing, so that row-level security always binds it.
do $$ begin
  if not exists (select from pg_roles where rolname = 'linli_app') then create role linli_app nologin; end if;
exception when duplicate_object or unique_violation then null; -- another database of this server was faster
end $$;
--> statement-breakpoint
-- Since PostgreSQL 16 whoever creates a role may not take it on without a grant of its own.
do $$ begin
  execute format('grant linli_app to %I', session_user);
exception when insufficient_privilege then null; -- an administrator has granted it, or the app will say so
end $$;
--> statement-breakpoint
grant usage on schema public to linli_app;
--> statement-breakpoint
grant usage on schema drizzle to linli_app;
--> statement-breakpoint
grant select on drizzle.__drizzle_migrations to linli_app;
--> statement-breakpoint
grant select, insert, update, delete on accounts to linli_app;
--> statement-breakpoint
grant select, insert, update, delete on sessions to linli_app;
--> statement-breakpoint
grant select, insert, update, delete on sign_in_codes to linli_app;
--> statement-breakpoint
grant select, insert, update, delete on memberships to linli_app;
--> statement-breakpoint
grant select, insert, update, delete on rate_limits to linli_app;
--> statement-breakpoint
grant select, insert on communities to linli_app;
-- Tables of a community: one tenant each. Those without update are append-only.
--> statement-breakpoint
alter table members enable row level security;
--> statement-breakpoint
alter table members force row level security;
--> statement-breakpoint
create policy tenant on members using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on members to linli_app;
--> statement-breakpoint
alter table appointments enable row level security;
--> statement-breakpoint
alter table appointments force row level security;
--> statement-breakpoint
create policy tenant on appointments using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on appointments to linli_app;
--> statement-breakpoint
alter table helper_mandates enable row level security;
--> statement-breakpoint
alter table helper_mandates force row level security;
--> statement-breakpoint
create policy tenant on helper_mandates using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on helper_mandates to linli_app;
--> statement-breakpoint
alter table grids enable row level security;
--> statement-breakpoint
alter table grids force row level security;
--> statement-breakpoint
create policy tenant on grids using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on grids to linli_app;
--> statement-breakpoint
alter table households enable row level security;
--> statement-breakpoint
alter table households force row level security;
--> statement-breakpoint
create policy tenant on households using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on households to linli_app;
--> statement-breakpoint
alter table household_cards enable row level security;
--> statement-breakpoint
alter table household_cards force row level security;
--> statement-breakpoint
create policy tenant on household_cards using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on household_cards to linli_app;
--> statement-breakpoint
alter table command_receipts enable row level security;
--> statement-breakpoint
alter table command_receipts force row level security;
--> statement-breakpoint
create policy tenant on command_receipts using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on command_receipts to linli_app;
--> statement-breakpoint
alter table point_accounts enable row level security;
--> statement-breakpoint
alter table point_accounts force row level security;
--> statement-breakpoint
create policy tenant on point_accounts using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on point_accounts to linli_app;
--> statement-breakpoint
alter table transfers enable row level security;
--> statement-breakpoint
alter table transfers force row level security;
--> statement-breakpoint
create policy tenant on transfers using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on transfers to linli_app;
--> statement-breakpoint
alter table transfer_postings enable row level security;
--> statement-breakpoint
alter table transfer_postings force row level security;
--> statement-breakpoint
create policy tenant on transfer_postings using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on transfer_postings to linli_app;
--> statement-breakpoint
alter table rule_sets enable row level security;
--> statement-breakpoint
alter table rule_sets force row level security;
--> statement-breakpoint
create policy tenant on rule_sets using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on rule_sets to linli_app;
--> statement-breakpoint
alter table facts enable row level security;
--> statement-breakpoint
alter table facts force row level security;
--> statement-breakpoint
create policy tenant on facts using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on facts to linli_app;
--> statement-breakpoint
alter table fact_revisions enable row level security;
--> statement-breakpoint
alter table fact_revisions force row level security;
--> statement-breakpoint
create policy tenant on fact_revisions using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on fact_revisions to linli_app;
--> statement-breakpoint
alter table awards enable row level security;
--> statement-breakpoint
alter table awards force row level security;
--> statement-breakpoint
create policy tenant on awards using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on awards to linli_app;
--> statement-breakpoint
alter table teams enable row level security;
--> statement-breakpoint
alter table teams force row level security;
--> statement-breakpoint
create policy tenant on teams using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on teams to linli_app;
--> statement-breakpoint
alter table team_members enable row level security;
--> statement-breakpoint
alter table team_members force row level security;
--> statement-breakpoint
create policy tenant on team_members using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on team_members to linli_app;
--> statement-breakpoint
alter table shifts enable row level security;
--> statement-breakpoint
alter table shifts force row level security;
--> statement-breakpoint
create policy tenant on shifts using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on shifts to linli_app;
--> statement-breakpoint
alter table shift_signups enable row level security;
--> statement-breakpoint
alter table shift_signups force row level security;
--> statement-breakpoint
create policy tenant on shift_signups using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on shift_signups to linli_app;
--> statement-breakpoint
alter table shift_check_ins enable row level security;
--> statement-breakpoint
alter table shift_check_ins force row level security;
--> statement-breakpoint
create policy tenant on shift_check_ins using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on shift_check_ins to linli_app;
--> statement-breakpoint
alter table shift_confirmations enable row level security;
--> statement-breakpoint
alter table shift_confirmations force row level security;
--> statement-breakpoint
create policy tenant on shift_confirmations using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on shift_confirmations to linli_app;
