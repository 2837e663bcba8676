CREATE TABLE "office_months" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"month" text NOT NULL,
	"office" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "office_months_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "office_months_once" UNIQUE("community_id","month","office")
);
--> statement-breakpoint
CREATE TABLE "introductions" (
	"community_id" uuid NOT NULL,
	"newcomer_id" uuid NOT NULL,
	"brought_by" uuid NOT NULL,
	"named_at" timestamp with time zone NOT NULL,
	"fact_id" uuid,
	CONSTRAINT "introductions_community_id_newcomer_id_pk" PRIMARY KEY("community_id","newcomer_id")
);
--> statement-breakpoint
ALTER TABLE "introductions" ADD CONSTRAINT "introductions_community_id_newcomer_id_members_community_id_id_fk" FOREIGN KEY ("community_id","newcomer_id") REFERENCES "public"."members"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "introductions" ADD CONSTRAINT "introductions_community_id_brought_by_members_community_id_id_fk" FOREIGN KEY ("community_id","brought_by") REFERENCES "public"."members"("community_id","id") ON DELETE no action ON UPDATE no action;