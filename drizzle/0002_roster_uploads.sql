CREATE TABLE "roster_batches" (
	"community_id" uuid NOT NULL,
	"upload_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"rows" jsonb NOT NULL,
	"imported_by" uuid,
	"imported_at" timestamp with time zone,
	"created" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"unknown_grid" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "roster_batches_community_id_upload_id_number_pk" PRIMARY KEY("community_id","upload_id","number")
);
--> statement-breakpoint
CREATE TABLE "roster_uploads" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"filename" text NOT NULL,
	"file_rows" integer NOT NULL,
	"household_rows" integer NOT NULL,
	"batches" integer NOT NULL,
	"aside" jsonb NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"uploaded_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "roster_uploads_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
ALTER TABLE "household_cards" ADD COLUMN "batch_id" uuid;--> statement-breakpoint
ALTER TABLE "roster_batches" ADD CONSTRAINT "roster_batches_community_id_upload_id_roster_uploads_community_id_id_fk" FOREIGN KEY ("community_id","upload_id") REFERENCES "public"."roster_uploads"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "roster_uploads_by_time" ON "roster_uploads" USING btree ("community_id","uploaded_at");--> statement-breakpoint
CREATE INDEX "household_cards_by_batch" ON "household_cards" USING btree ("community_id","batch_id");--> statement-breakpoint
CREATE INDEX "households_in_order" ON "households" USING btree ("community_id",length("building"),"building",length("unit"),"unit",length("room"),"room");