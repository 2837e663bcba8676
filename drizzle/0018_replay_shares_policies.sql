-- What a draft would give to each is kept for the latest replay of the draft, and replaced by it.
--> statement-breakpoint
alter table rule_replay_shares enable row level security;
--> statement-breakpoint
alter table rule_replay_shares force row level security;
--> statement-breakpoint
create policy tenant on rule_replay_shares using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, delete on rule_replay_shares to linli_app;
