CREATE TABLE "claim_events" (
	"community_id" uuid NOT NULL,
	"claim_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"words" text NOT NULL,
	"quantity" integer NOT NULL,
	"fact_id" uuid,
	"by_member" uuid NOT NULL,
	"by_account" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "claim_events_community_id_claim_id_number_pk" PRIMARY KEY("community_id","claim_id","number")
);
--> statement-breakpoint
CREATE TABLE "claim_photos" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"claim_id" uuid NOT NULL,
	"event" integer NOT NULL,
	"position" integer NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "claim_photos_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"activity" text NOT NULL,
	"occurred_on" date NOT NULL,
	"quantity" integer NOT NULL,
	"attributes" jsonb NOT NULL,
	"note" text NOT NULL,
	"sent_by" uuid NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"events" integer NOT NULL,
	CONSTRAINT "claims_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "claims_quantity" CHECK (quantity > 0)
);
--> statement-breakpoint
CREATE TABLE "objection_decisions" (
	"community_id" uuid NOT NULL,
	"objection_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "objection_decisions_community_id_objection_id_pk" PRIMARY KEY("community_id","objection_id")
);
--> statement-breakpoint
CREATE TABLE "objections" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"fact_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"raised_by" uuid NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	CONSTRAINT "objections_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "objections_once" UNIQUE("community_id","fact_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "notice_holds" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"fact_id" uuid NOT NULL,
	"held_by" uuid NOT NULL,
	"held_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notice_holds_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "notice_releases" (
	"community_id" uuid NOT NULL,
	"hold_id" uuid NOT NULL,
	"released_by" uuid NOT NULL,
	"released_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notice_releases_community_id_hold_id_pk" PRIMARY KEY("community_id","hold_id")
);
--> statement-breakpoint
ALTER TABLE "claim_events" ADD CONSTRAINT "claim_events_community_id_claim_id_claims_community_id_id_fk" FOREIGN KEY ("community_id","claim_id") REFERENCES "public"."claims"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_photos" ADD CONSTRAINT "claim_photos_community_id_claim_id_claims_community_id_id_fk" FOREIGN KEY ("community_id","claim_id") REFERENCES "public"."claims"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objection_decisions" ADD CONSTRAINT "objection_decisions_community_id_objection_id_objections_community_id_id_fk" FOREIGN KEY ("community_id","objection_id") REFERENCES "public"."objections"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_releases" ADD CONSTRAINT "notice_releases_community_id_hold_id_notice_holds_community_id_id_fk" FOREIGN KEY ("community_id","hold_id") REFERENCES "public"."notice_holds"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "claim_photos_by_claim" ON "claim_photos" USING btree ("community_id","claim_id","event","position");--> statement-breakpoint
CREATE INDEX "claims_by_state" ON "claims" USING btree ("community_id","state","sent_at","id");--> statement-breakpoint
CREATE INDEX "claims_by_time" ON "claims" USING btree ("community_id","sent_at","id");--> statement-breakpoint
CREATE INDEX "claims_by_member" ON "claims" USING btree ("community_id","member_id","sent_at","id");--> statement-breakpoint
CREATE INDEX "objections_by_time" ON "objections" USING btree ("community_id","raised_at","id");--> statement-breakpoint
CREATE INDEX "notice_holds_by_fact" ON "notice_holds" USING btree ("community_id","fact_id");