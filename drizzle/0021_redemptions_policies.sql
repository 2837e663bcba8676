-- What was handed out, what came back and what was swept is history: it is only added to.
--> statement-breakpoint
alter table redemptions enable row level security;
--> statement-breakpoint
alter table redemptions force row level security;
--> statement-breakpoint
create policy tenant on redemptions using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on redemptions to linli_app;
--> statement-breakpoint
alter table redemption_returns enable row level security;
--> statement-breakpoint
alter table redemption_returns force row level security;
--> statement-breakpoint
create policy tenant on redemption_returns using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on redemption_returns to linli_app;
--> statement-breakpoint
alter table expiry_sweeps enable row level security;
--> statement-breakpoint
alter table expiry_sweeps force row level security;
--> statement-breakpoint
create policy tenant on expiry_sweeps using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on expiry_sweeps to linli_app;
