CREATE TABLE "rule_draft_cases" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"draft_id" uuid NOT NULL,
	"title" text NOT NULL,
	"tried" jsonb NOT NULL,
	"earlier" jsonb NOT NULL,
	"expected" integer NOT NULL,
	"saved_by" uuid NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"removed_by" uuid,
	"removed_at" timestamp with time zone,
	CONSTRAINT "rule_draft_cases_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "rule_draft_revisions" (
	"community_id" uuid NOT NULL,
	"draft_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"document" jsonb NOT NULL,
	"shows" integer NOT NULL,
	"parent" integer,
	"saved_by" uuid NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rule_draft_revisions_community_id_draft_id_revision_pk" PRIMARY KEY("community_id","draft_id","revision")
);
--> statement-breakpoint
CREATE TABLE "rule_drafts" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"source" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"closed_by" uuid,
	"closed_at" timestamp with time zone,
	CONSTRAINT "rule_drafts_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "rule_proposal_comments" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"proposal_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"words" text NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "rule_proposal_comments_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "rule_proposal_consents" (
	"community_id" uuid NOT NULL,
	"proposal_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rule_proposal_consents_community_id_proposal_id_member_id_pk" PRIMARY KEY("community_id","proposal_id","member_id"),
	CONSTRAINT "rule_proposal_consents_account" UNIQUE("community_id","proposal_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "rule_proposals" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"draft_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"note" text NOT NULL,
	"decided_by" text NOT NULL,
	"in_force_from" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"notice_until" timestamp with time zone NOT NULL,
	"ended" text,
	"ended_by" uuid,
	"ended_at" timestamp with time zone,
	"version" integer,
	CONSTRAINT "rule_proposals_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "shared_rule_sets" (
	"community_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"document" jsonb NOT NULL,
	"in_force_from" date NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "shared_rule_sets_community_id_version_pk" PRIMARY KEY("community_id","version")
);
--> statement-breakpoint
ALTER TABLE "rule_draft_cases" ADD CONSTRAINT "rule_draft_cases_community_id_draft_id_rule_drafts_community_id_id_fk" FOREIGN KEY ("community_id","draft_id") REFERENCES "public"."rule_drafts"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_draft_revisions" ADD CONSTRAINT "rule_draft_revisions_community_id_draft_id_rule_drafts_community_id_id_fk" FOREIGN KEY ("community_id","draft_id") REFERENCES "public"."rule_drafts"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_proposal_comments" ADD CONSTRAINT "rule_proposal_comments_community_id_proposal_id_rule_proposals_community_id_id_fk" FOREIGN KEY ("community_id","proposal_id") REFERENCES "public"."rule_proposals"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_proposal_consents" ADD CONSTRAINT "rule_proposal_consents_community_id_proposal_id_rule_proposals_community_id_id_fk" FOREIGN KEY ("community_id","proposal_id") REFERENCES "public"."rule_proposals"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_proposals" ADD CONSTRAINT "rule_proposals_community_id_draft_id_revision_rule_draft_revisions_community_id_draft_id_revision_fk" FOREIGN KEY ("community_id","draft_id","revision") REFERENCES "public"."rule_draft_revisions"("community_id","draft_id","revision") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rule_draft_cases_by_draft" ON "rule_draft_cases" USING btree ("community_id","draft_id");--> statement-breakpoint
CREATE INDEX "rule_proposal_comments_by_time" ON "rule_proposal_comments" USING btree ("community_id","proposal_id","written_at");--> statement-breakpoint
CREATE UNIQUE INDEX "rule_proposals_live" ON "rule_proposals" USING btree ("community_id","draft_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "rule_proposals_by_time" ON "rule_proposals" USING btree ("community_id","proposed_at");