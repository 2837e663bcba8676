CREATE TABLE "sealed_ballots" (
	"community_id" uuid NOT NULL,
	"vote_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sealed" text NOT NULL,
	CONSTRAINT "sealed_ballots_community_id_vote_id_id_pk" PRIMARY KEY("community_id","vote_id","id")
);
--> statement-breakpoint
CREATE TABLE "vote_seals" (
	"community_id" uuid NOT NULL,
	"vote_id" uuid NOT NULL,
	"public_key" text,
	"carried" integer[],
	"discarded_at" timestamp with time zone,
	"vacuumed_at" timestamp with time zone,
	CONSTRAINT "vote_seals_community_id_vote_id_pk" PRIMARY KEY("community_id","vote_id")
);
--> statement-breakpoint
ALTER TABLE "vote_results" ALTER COLUMN "in_favour" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "vote_results" ALTER COLUMN "against" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "vote_results" ALTER COLUMN "abstaining" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "sealed_ballots" ADD CONSTRAINT "sealed_ballots_community_id_vote_id_votes_community_id_id_fk" FOREIGN KEY ("community_id","vote_id") REFERENCES "public"."votes"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vote_seals" ADD CONSTRAINT "vote_seals_community_id_vote_id_votes_community_id_id_fk" FOREIGN KEY ("community_id","vote_id") REFERENCES "public"."votes"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vote_results" ADD CONSTRAINT "vote_results_counts" CHECK (num_nulls(in_favour, against, abstaining) in (0, 3));
--> statement-breakpoint
alter table vote_seals enable row level security;
--> statement-breakpoint
alter table vote_seals force row level security;
--> statement-breakpoint
create policy tenant on vote_seals using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on vote_seals to linli_app;
--> statement-breakpoint
alter table sealed_ballots enable row level security;
--> statement-breakpoint
alter table sealed_ballots force row level security;
--> statement-breakpoint
create policy tenant on sealed_ballots using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, delete on sealed_ballots to linli_app;
--> statement-breakpoint
-- So that the embedded database, which has no owner's connection, may write the emptied pages anew.
do $$ begin
  if current_setting('server_version_num')::int >= 170000 then
    execute 'grant maintain on sealed_ballots to linli_app';
  end if;
end $$;
--> statement-breakpoint
-- Votes that are open now keep what was counted so far; what is cast from here on is sealed. Of past
-- secret votes, counts that say how single people voted are forgotten. The owner is bound by the
-- policies as well, so each community has its turn.
do $$ declare community uuid; begin
  for community in select id from communities loop
    perform set_config('app.community_id', community::text, true);
    insert into vote_seals (community_id, vote_id, carried)
      select b.community_id, b.vote_id, array[b.in_favour, b.against, b.abstaining]
      from ballot_boxes b join votes v on v.community_id = b.community_id and v.id = b.vote_id
      where b.community_id = community and v.ended_at is null;
    update vote_results r set in_favour = null, against = null, abstaining = null
      from votes v
      where r.community_id = community and v.community_id = r.community_id and v.id = r.vote_id
        and v.ballot = 'secret' and r.in_favour + r.against + r.abstaining > 0
        and (r.in_favour + r.against + r.abstaining < 5
          or greatest(r.in_favour, r.against, r.abstaining)
             = r.in_favour + r.against + r.abstaining);
  end loop;
  perform set_config('app.community_id', '', true);
end $$;
