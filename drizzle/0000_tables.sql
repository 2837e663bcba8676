CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"phone_hmac" text,
	"phone_cipher" text,
	"password_hash" text,
	"locale" text,
	"elder_mode" boolean DEFAULT false NOT NULL,
	"theme" text DEFAULT 'auto' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "accounts_phone_hmac_unique" UNIQUE("phone_hmac")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"account_id" uuid NOT NULL,
	"community_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "memberships_account_id_community_id_member_id_pk" PRIMARY KEY("account_id","community_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"expire" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"device" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_codes" (
	"phone_hmac" text PRIMARY KEY NOT NULL,
	"code_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"tries_left" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "command_receipts" (
	"community_id" uuid NOT NULL,
	"key" uuid NOT NULL,
	"actor" uuid NOT NULL,
	"on_behalf_of" uuid,
	"name" text NOT NULL,
	"input_hash" text NOT NULL,
	"outcome" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"phone_at" timestamp with time zone,
	CONSTRAINT "command_receipts_community_id_key_pk" PRIMARY KEY("community_id","key")
);
--> statement-breakpoint
CREATE TABLE "appointments" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"office" text NOT NULL,
	"team_id" uuid,
	"grid_id" uuid,
	"appointed_by" uuid NOT NULL,
	"appointed_at" timestamp with time zone NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp with time zone,
	CONSTRAINT "appointments_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "communities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text NOT NULL,
	"district" text NOT NULL,
	"time_zone" text DEFAULT 'Asia/Shanghai' NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "communities_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "helper_mandates" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"helper_account_id" uuid NOT NULL,
	"helper_name" text NOT NULL,
	"granted_by" uuid NOT NULL,
	"granted_at" timestamp with time zone NOT NULL,
	"revoked_by" uuid,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "helper_mandates_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"household_id" uuid,
	"account_id" uuid,
	"name" text NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	"joined_by" text NOT NULL,
	"left_at" timestamp with time zone,
	CONSTRAINT "members_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "grids" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"level" text NOT NULL,
	"parent_id" uuid,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "grids_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "grids_name" UNIQUE("community_id","name")
);
--> statement-breakpoint
CREATE TABLE "household_cards" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"places" integer NOT NULL,
	"used" integer DEFAULT 0 NOT NULL,
	"issued_by" uuid NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "household_cards_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "household_cards_code" UNIQUE("community_id","code_hash"),
	CONSTRAINT "household_cards_places" CHECK (used between 0 and places)
);
--> statement-breakpoint
CREATE TABLE "households" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"grid_id" uuid,
	"building" text NOT NULL,
	"unit" text NOT NULL,
	"room" text NOT NULL,
	"head_name" text DEFAULT '' NOT NULL,
	"people" integer,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "households_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "households_address" UNIQUE("community_id","building","unit","room")
);
--> statement-breakpoint
CREATE TABLE "point_accounts" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"posted" bigint DEFAULT 0 NOT NULL,
	"pending" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "point_accounts_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "point_accounts_owner" UNIQUE("community_id","kind","owner_id")
);
--> statement-breakpoint
CREATE TABLE "transfer_postings" (
	"community_id" uuid NOT NULL,
	"transfer_id" uuid NOT NULL,
	"posted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "transfer_postings_community_id_transfer_id_pk" PRIMARY KEY("community_id","transfer_id")
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"from_account" uuid NOT NULL,
	"to_account" uuid NOT NULL,
	"amount" integer NOT NULL,
	"why" text NOT NULL,
	"fact_id" uuid NOT NULL,
	"rule_id" text NOT NULL,
	"rule_version" integer NOT NULL,
	"receipt" jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"notice_until" timestamp with time zone NOT NULL,
	CONSTRAINT "transfers_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "transfers_amount" CHECK (amount > 0 and from_account <> to_account)
);
--> statement-breakpoint
CREATE TABLE "awards" (
	"community_id" uuid NOT NULL,
	"fact_id" uuid NOT NULL,
	"rule_id" text NOT NULL,
	"revision" integer NOT NULL,
	"rule_version" integer NOT NULL,
	"points" integer NOT NULL,
	"receipt" jsonb NOT NULL,
	"awarded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "awards_community_id_fact_id_rule_id_revision_pk" PRIMARY KEY("community_id","fact_id","rule_id","revision")
);
--> statement-breakpoint
CREATE TABLE "fact_revisions" (
	"community_id" uuid NOT NULL,
	"fact_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"withdrawn" boolean NOT NULL,
	"quantity" integer NOT NULL,
	"attributes" jsonb NOT NULL,
	"reason" text NOT NULL,
	"revised_by" uuid NOT NULL,
	"revised_at" timestamp with time zone NOT NULL,
	CONSTRAINT "fact_revisions_community_id_fact_id_revision_pk" PRIMARY KEY("community_id","fact_id","revision"),
	CONSTRAINT "fact_revisions_quantity" CHECK (quantity >= 0)
);
--> statement-breakpoint
CREATE TABLE "facts" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"activity" text NOT NULL,
	"member_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"grid_id" uuid,
	"occurred_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"source" text NOT NULL,
	"source_id" uuid NOT NULL,
	"title" text NOT NULL,
	CONSTRAINT "facts_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "facts_source" UNIQUE("community_id","source","source_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "rule_sets" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"version" integer NOT NULL,
	"document" jsonb NOT NULL,
	"in_force_from" date NOT NULL,
	"published_by" uuid NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rule_sets_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "rule_sets_version" UNIQUE("community_id","version")
);
--> statement-breakpoint
CREATE TABLE "shift_check_ins" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"evidence" text NOT NULL,
	"arrived_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"left_at" timestamp with time zone,
	"undone_by" uuid,
	"undone_at" timestamp with time zone,
	CONSTRAINT "shift_check_ins_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "shift_confirmations" (
	"community_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"kind" text NOT NULL,
	"minutes" integer NOT NULL,
	"fact_id" uuid NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"confirmed_by" uuid NOT NULL,
	"confirmed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "shift_confirmations_community_id_shift_id_member_id_revision_pk" PRIMARY KEY("community_id","shift_id","member_id","revision"),
	CONSTRAINT "shift_confirmations_minutes" CHECK (minutes between 0 and 1440)
);
--> statement-breakpoint
CREATE TABLE "shift_signups" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"waiting_seq" integer,
	"signed_up_by" uuid NOT NULL,
	"signed_up_at" timestamp with time zone NOT NULL,
	"cancelled_by" uuid,
	"cancelled_at" timestamp with time zone,
	CONSTRAINT "shift_signups_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "shifts" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"activity" text NOT NULL,
	"title" text NOT NULL,
	"place" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"capacity" integer NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	"waiting_seq" integer DEFAULT 0 NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"cancelled_by" uuid,
	"cancelled_at" timestamp with time zone,
	"cancel_reason" text,
	CONSTRAINT "shifts_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "shifts_taken" CHECK (taken between 0 and capacity),
	CONSTRAINT "shifts_time" CHECK (ends_at > starts_at)
);
--> statement-breakpoint
CREATE TABLE "team_members" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	"left_at" timestamp with time zone,
	CONSTRAINT "team_members_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"about" text DEFAULT '' NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "teams_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "teams_name" UNIQUE("community_id","name")
);
--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_community_id_member_id_members_community_id_id_fk" FOREIGN KEY ("community_id","member_id") REFERENCES "public"."members"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "helper_mandates" ADD CONSTRAINT "helper_mandates_community_id_member_id_members_community_id_id_fk" FOREIGN KEY ("community_id","member_id") REFERENCES "public"."members"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grids" ADD CONSTRAINT "grids_community_id_parent_id_grids_community_id_id_fk" FOREIGN KEY ("community_id","parent_id") REFERENCES "public"."grids"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_cards" ADD CONSTRAINT "household_cards_community_id_household_id_households_community_id_id_fk" FOREIGN KEY ("community_id","household_id") REFERENCES "public"."households"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "households" ADD CONSTRAINT "households_community_id_grid_id_grids_community_id_id_fk" FOREIGN KEY ("community_id","grid_id") REFERENCES "public"."grids"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_postings" ADD CONSTRAINT "transfer_postings_community_id_transfer_id_transfers_community_id_id_fk" FOREIGN KEY ("community_id","transfer_id") REFERENCES "public"."transfers"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_community_id_from_account_point_accounts_community_id_id_fk" FOREIGN KEY ("community_id","from_account") REFERENCES "public"."point_accounts"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_community_id_to_account_point_accounts_community_id_id_fk" FOREIGN KEY ("community_id","to_account") REFERENCES "public"."point_accounts"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_community_id_fact_id_facts_community_id_id_fk" FOREIGN KEY ("community_id","fact_id") REFERENCES "public"."facts"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fact_revisions" ADD CONSTRAINT "fact_revisions_community_id_fact_id_facts_community_id_id_fk" FOREIGN KEY ("community_id","fact_id") REFERENCES "public"."facts"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_check_ins" ADD CONSTRAINT "shift_check_ins_community_id_shift_id_shifts_community_id_id_fk" FOREIGN KEY ("community_id","shift_id") REFERENCES "public"."shifts"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_confirmations" ADD CONSTRAINT "shift_confirmations_community_id_shift_id_shifts_community_id_id_fk" FOREIGN KEY ("community_id","shift_id") REFERENCES "public"."shifts"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_signups" ADD CONSTRAINT "shift_signups_community_id_shift_id_shifts_community_id_id_fk" FOREIGN KEY ("community_id","shift_id") REFERENCES "public"."shifts"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_community_id_team_id_teams_community_id_id_fk" FOREIGN KEY ("community_id","team_id") REFERENCES "public"."teams"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_community_id_team_id_teams_community_id_id_fk" FOREIGN KEY ("community_id","team_id") REFERENCES "public"."teams"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_by_account" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "command_receipts_by_time" ON "command_receipts" USING btree ("community_id","at");--> statement-breakpoint
CREATE INDEX "appointments_by_member" ON "appointments" USING btree ("community_id","member_id");--> statement-breakpoint
CREATE UNIQUE INDEX "helper_mandates_live" ON "helper_mandates" USING btree ("community_id","member_id","helper_account_id") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "members_by_household" ON "members" USING btree ("community_id","household_id");--> statement-breakpoint
CREATE INDEX "members_by_name" ON "members" USING btree ("community_id","name","id");--> statement-breakpoint
CREATE INDEX "members_by_account" ON "members" USING btree ("community_id","account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "household_cards_live" ON "household_cards" USING btree ("community_id","household_id") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "households_by_grid" ON "households" USING btree ("community_id","grid_id");--> statement-breakpoint
CREATE INDEX "transfers_to" ON "transfers" USING btree ("community_id","to_account","recorded_at");--> statement-breakpoint
CREATE INDEX "transfers_from" ON "transfers" USING btree ("community_id","from_account","recorded_at");--> statement-breakpoint
CREATE INDEX "transfers_by_fact" ON "transfers" USING btree ("community_id","fact_id");--> statement-breakpoint
CREATE INDEX "transfers_by_notice" ON "transfers" USING btree ("community_id","notice_until");--> statement-breakpoint
CREATE INDEX "facts_by_household" ON "facts" USING btree ("community_id","household_id","accepted_at");--> statement-breakpoint
CREATE INDEX "facts_by_member" ON "facts" USING btree ("community_id","member_id","accepted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "shift_check_ins_live" ON "shift_check_ins" USING btree ("community_id","shift_id","member_id") WHERE undone_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "shift_signups_live" ON "shift_signups" USING btree ("community_id","shift_id","member_id") WHERE cancelled_at is null;--> statement-breakpoint
CREATE INDEX "shift_signups_by_member" ON "shift_signups" USING btree ("community_id","member_id","shift_id");--> statement-breakpoint
CREATE INDEX "shifts_by_start" ON "shifts" USING btree ("community_id","starts_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "team_members_live" ON "team_members" USING btree ("community_id","team_id","member_id") WHERE left_at is null;--> statement-breakpoint
CREATE INDEX "team_members_by_member" ON "team_members" USING btree ("community_id","member_id");