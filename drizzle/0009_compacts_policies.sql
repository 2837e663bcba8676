-- Versions, ballots, results and adoptions are only added; secret ballots are counts without rows.
--> statement-breakpoint
alter table compacts enable row level security;
--> statement-breakpoint
alter table compacts force row level security;
--> statement-breakpoint
create policy tenant on compacts using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on compacts to linli_app;
--> statement-breakpoint
alter table compact_draft_articles enable row level security;
--> statement-breakpoint
alter table compact_draft_articles force row level security;
--> statement-breakpoint
create policy tenant on compact_draft_articles using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on compact_draft_articles to linli_app;
--> statement-breakpoint
alter table compact_versions enable row level security;
--> statement-breakpoint
alter table compact_versions force row level security;
--> statement-breakpoint
create policy tenant on compact_versions using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on compact_versions to linli_app;
--> statement-breakpoint
alter table compact_version_articles enable row level security;
--> statement-breakpoint
alter table compact_version_articles force row level security;
--> statement-breakpoint
create policy tenant on compact_version_articles using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on compact_version_articles to linli_app;
--> statement-breakpoint
alter table votes enable row level security;
--> statement-breakpoint
alter table votes force row level security;
--> statement-breakpoint
create policy tenant on votes using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on votes to linli_app;
--> statement-breakpoint
alter table vote_roll enable row level security;
--> statement-breakpoint
alter table vote_roll force row level security;
--> statement-breakpoint
create policy tenant on vote_roll using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on vote_roll to linli_app;
--> statement-breakpoint
alter table ballot_boxes enable row level security;
--> statement-breakpoint
alter table ballot_boxes force row level security;
--> statement-breakpoint
create policy tenant on ballot_boxes using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on ballot_boxes to linli_app;
--> statement-breakpoint
alter table open_ballots enable row level security;
--> statement-breakpoint
alter table open_ballots force row level security;
--> statement-breakpoint
create policy tenant on open_ballots using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on open_ballots to linli_app;
--> statement-breakpoint
alter table vote_results enable row level security;
--> statement-breakpoint
alter table vote_results force row level security;
--> statement-breakpoint
create policy tenant on vote_results using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on vote_results to linli_app;
--> statement-breakpoint
alter table compact_adoptions enable row level security;
--> statement-breakpoint
alter table compact_adoptions force row level security;
--> statement-breakpoint
create policy tenant on compact_adoptions using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on compact_adoptions to linli_app;
