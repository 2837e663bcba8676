CREATE TABLE "rule_replays" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"draft_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"from_date" date NOT NULL,
	"until_date" date NOT NULL,
	"state" text NOT NULL,
	"judged" integer NOT NULL,
	"judgements" integer NOT NULL,
	"beat_at" timestamp with time zone NOT NULL,
	"report" jsonb,
	"started_by" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "rule_replays_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
ALTER TABLE "rule_replays" ADD CONSTRAINT "rule_replays_community_id_draft_id_revision_rule_draft_revisions_community_id_draft_id_revision_fk" FOREIGN KEY ("community_id","draft_id","revision") REFERENCES "public"."rule_draft_revisions"("community_id","draft_id","revision") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rule_replays_by_draft" ON "rule_replays" USING btree ("community_id","draft_id","started_at");--> statement-breakpoint
CREATE INDEX "facts_by_acceptance" ON "facts" USING btree ("community_id","accepted_at","id");