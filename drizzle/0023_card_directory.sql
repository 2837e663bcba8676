CREATE TABLE "card_directory" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL
);
--> statement-breakpoint
grant select, insert on card_directory to linli_app;
--> statement-breakpoint
-- Cards that are in people's hands already; each community's under its own policy.
do $$
declare community uuid;
begin
  for community in select id from communities loop
    perform set_config('app.community_id', community::text, true);
    insert into card_directory (code_hash, community_id)
    select code_hash, community_id from household_cards where community_id = community
    on conflict do nothing;
  end loop;
  perform set_config('app.community_id', '', true);
end $$;
