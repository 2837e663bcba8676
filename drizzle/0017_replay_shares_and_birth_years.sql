CREATE TABLE "rule_replay_shares" (
	"community_id" uuid NOT NULL,
	"replay_id" uuid NOT NULL,
	"holder" text NOT NULL,
	"holder_id" uuid NOT NULL,
	"points_before" bigint NOT NULL,
	"points_after" bigint NOT NULL,
	CONSTRAINT "rule_replay_shares_community_id_replay_id_holder_holder_id_pk" PRIMARY KEY("community_id","replay_id","holder","holder_id")
);
--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "birth_year" integer;--> statement-breakpoint
ALTER TABLE "rule_replay_shares" ADD CONSTRAINT "rule_replay_shares_community_id_replay_id_rule_replays_community_id_id_fk" FOREIGN KEY ("community_id","replay_id") REFERENCES "public"."rule_replays"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_birth_year" CHECK (birth_year between 1900 and 2100);