-- Revisions and consents are only added. What is published may be read by every community (decision 0017).
--> statement-breakpoint
alter table rule_drafts enable row level security;
--> statement-breakpoint
alter table rule_drafts force row level security;
--> statement-breakpoint
create policy tenant on rule_drafts using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on rule_drafts to linli_app;
--> statement-breakpoint
alter table rule_draft_revisions enable row level security;
--> statement-breakpoint
alter table rule_draft_revisions force row level security;
--> statement-breakpoint
create policy tenant on rule_draft_revisions using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on rule_draft_revisions to linli_app;
--> statement-breakpoint
alter table rule_draft_cases enable row level security;
--> statement-breakpoint
alter table rule_draft_cases force row level security;
--> statement-breakpoint
create policy tenant on rule_draft_cases using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on rule_draft_cases to linli_app;
--> statement-breakpoint
alter table rule_proposals enable row level security;
--> statement-breakpoint
alter table rule_proposals force row level security;
--> statement-breakpoint
create policy tenant on rule_proposals using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on rule_proposals to linli_app;
--> statement-breakpoint
alter table rule_proposal_consents enable row level security;
--> statement-breakpoint
alter table rule_proposal_consents force row level security;
--> statement-breakpoint
create policy tenant on rule_proposal_consents using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on rule_proposal_consents to linli_app;
--> statement-breakpoint
alter table rule_proposal_comments enable row level security;
--> statement-breakpoint
alter table rule_proposal_comments force row level security;
--> statement-breakpoint
create policy tenant on rule_proposal_comments using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on rule_proposal_comments to linli_app;
--> statement-breakpoint
grant select, insert on shared_rule_sets to linli_app;
