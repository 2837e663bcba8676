CREATE TABLE "ballot_boxes" (
	"community_id" uuid NOT NULL,
	"vote_id" uuid NOT NULL,
	"in_favour" integer DEFAULT 0 NOT NULL,
	"against" integer DEFAULT 0 NOT NULL,
	"abstaining" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "ballot_boxes_community_id_vote_id_pk" PRIMARY KEY("community_id","vote_id")
);
--> statement-breakpoint
CREATE TABLE "compact_adoptions" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"compact_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"vote_id" uuid NOT NULL,
	"adopted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "compact_adoptions_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "compact_adoptions_vote" UNIQUE("community_id","vote_id")
);
--> statement-breakpoint
CREATE TABLE "compact_draft_articles" (
	"community_id" uuid NOT NULL,
	"compact_id" uuid NOT NULL,
	"article_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"heading" text NOT NULL,
	"text" text NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"edited_by" uuid NOT NULL,
	"edited_at" timestamp with time zone NOT NULL,
	"removed_by" uuid,
	"removed_at" timestamp with time zone,
	CONSTRAINT "compact_draft_articles_community_id_compact_id_article_id_pk" PRIMARY KEY("community_id","compact_id","article_id")
);
--> statement-breakpoint
CREATE TABLE "compact_version_articles" (
	"community_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"article_id" uuid NOT NULL,
	"heading" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "compact_version_articles_community_id_version_id_position_pk" PRIMARY KEY("community_id","version_id","position"),
	CONSTRAINT "compact_version_articles_once" UNIQUE("community_id","version_id","article_id")
);
--> statement-breakpoint
CREATE TABLE "compact_versions" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"compact_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"published_by" uuid NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "compact_versions_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "compact_versions_number" UNIQUE("community_id","compact_id","number")
);
--> statement-breakpoint
CREATE TABLE "compacts" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"title" text NOT NULL,
	"title_en" text DEFAULT '' NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "compacts_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "compacts_title" UNIQUE("community_id","title")
);
--> statement-breakpoint
CREATE TABLE "open_ballots" (
	"community_id" uuid NOT NULL,
	"vote_id" uuid NOT NULL,
	"voter_id" uuid NOT NULL,
	"choice" text NOT NULL,
	"cast_by" uuid NOT NULL,
	"cast_at" timestamp with time zone NOT NULL,
	CONSTRAINT "open_ballots_community_id_vote_id_voter_id_pk" PRIMARY KEY("community_id","vote_id","voter_id")
);
--> statement-breakpoint
CREATE TABLE "vote_results" (
	"community_id" uuid NOT NULL,
	"vote_id" uuid NOT NULL,
	"on_roll" integer NOT NULL,
	"turned_out" integer NOT NULL,
	"in_favour" integer NOT NULL,
	"against" integer NOT NULL,
	"abstaining" integer NOT NULL,
	"verdict" text NOT NULL,
	"reason" text NOT NULL,
	"counted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "vote_results_community_id_vote_id_pk" PRIMARY KEY("community_id","vote_id")
);
--> statement-breakpoint
CREATE TABLE "vote_roll" (
	"community_id" uuid NOT NULL,
	"vote_id" uuid NOT NULL,
	"voter_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"cast_by" uuid,
	"cast_at" timestamp with time zone,
	CONSTRAINT "vote_roll_community_id_vote_id_voter_id_pk" PRIMARY KEY("community_id","vote_id","voter_id")
);
--> statement-breakpoint
CREATE TABLE "votes" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"compact_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"question" text NOT NULL,
	"electorate" text NOT NULL,
	"grid_id" uuid,
	"ballot" text NOT NULL,
	"turnout_numerator" integer NOT NULL,
	"turnout_denominator" integer NOT NULL,
	"approval_numerator" integer NOT NULL,
	"approval_denominator" integer NOT NULL,
	"approval_rule" text NOT NULL,
	"approval_of" text NOT NULL,
	"activity" text,
	"opens_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"called_by" uuid NOT NULL,
	"called_at" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone,
	"called_off_by" uuid,
	"call_off_reason" text,
	"ended_at" timestamp with time zone,
	CONSTRAINT "votes_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "votes_time" CHECK (closes_at > opens_at),
	CONSTRAINT "votes_thresholds" CHECK (turnout_denominator > 0 and turnout_numerator between 0 and turnout_denominator
        and approval_denominator > 0 and approval_numerator between 0 and approval_denominator)
);
--> statement-breakpoint
ALTER TABLE "ballot_boxes" ADD CONSTRAINT "ballot_boxes_community_id_vote_id_votes_community_id_id_fk" FOREIGN KEY ("community_id","vote_id") REFERENCES "public"."votes"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compact_adoptions" ADD CONSTRAINT "compact_adoptions_community_id_version_id_compact_versions_community_id_id_fk" FOREIGN KEY ("community_id","version_id") REFERENCES "public"."compact_versions"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compact_adoptions" ADD CONSTRAINT "compact_adoptions_community_id_vote_id_votes_community_id_id_fk" FOREIGN KEY ("community_id","vote_id") REFERENCES "public"."votes"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compact_draft_articles" ADD CONSTRAINT "compact_draft_articles_community_id_compact_id_compacts_community_id_id_fk" FOREIGN KEY ("community_id","compact_id") REFERENCES "public"."compacts"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compact_version_articles" ADD CONSTRAINT "compact_version_articles_community_id_version_id_compact_versions_community_id_id_fk" FOREIGN KEY ("community_id","version_id") REFERENCES "public"."compact_versions"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compact_versions" ADD CONSTRAINT "compact_versions_community_id_compact_id_compacts_community_id_id_fk" FOREIGN KEY ("community_id","compact_id") REFERENCES "public"."compacts"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "open_ballots" ADD CONSTRAINT "open_ballots_community_id_vote_id_voter_id_vote_roll_community_id_vote_id_voter_id_fk" FOREIGN KEY ("community_id","vote_id","voter_id") REFERENCES "public"."vote_roll"("community_id","vote_id","voter_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vote_results" ADD CONSTRAINT "vote_results_community_id_vote_id_votes_community_id_id_fk" FOREIGN KEY ("community_id","vote_id") REFERENCES "public"."votes"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vote_roll" ADD CONSTRAINT "vote_roll_community_id_vote_id_votes_community_id_id_fk" FOREIGN KEY ("community_id","vote_id") REFERENCES "public"."votes"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_community_id_compact_id_compacts_community_id_id_fk" FOREIGN KEY ("community_id","compact_id") REFERENCES "public"."compacts"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_community_id_version_id_compact_versions_community_id_id_fk" FOREIGN KEY ("community_id","version_id") REFERENCES "public"."compact_versions"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "compact_adoptions_by_compact" ON "compact_adoptions" USING btree ("community_id","compact_id","adopted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "votes_live" ON "votes" USING btree ("community_id","compact_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "votes_by_close" ON "votes" USING btree ("community_id","closes_at","id");