CREATE TABLE "expiry_sweeps" (
	"community_id" uuid NOT NULL,
	"through" date NOT NULL,
	"swept_at" timestamp with time zone NOT NULL,
	CONSTRAINT "expiry_sweeps_community_id_through_pk" PRIMARY KEY("community_id","through")
);
--> statement-breakpoint
CREATE TABLE "redemption_returns" (
	"community_id" uuid NOT NULL,
	"redemption_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"returned_by" uuid NOT NULL,
	"returned_at" timestamp with time zone NOT NULL,
	CONSTRAINT "redemption_returns_community_id_redemption_id_pk" PRIMARY KEY("community_id","redemption_id")
);
--> statement-breakpoint
CREATE TABLE "redemptions" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"amount" integer NOT NULL,
	"what" text NOT NULL,
	"handed_out_by" uuid NOT NULL,
	"redeemed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "redemptions_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "redemptions_amount" CHECK (amount > 0)
);
--> statement-breakpoint
ALTER TABLE "transfers" ALTER COLUMN "fact_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "transfers" ALTER COLUMN "rule_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "transfers" ALTER COLUMN "rule_version" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "transfers" ALTER COLUMN "receipt" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "transfers" ADD COLUMN "redemption_id" uuid;--> statement-breakpoint
ALTER TABLE "redemption_returns" ADD CONSTRAINT "redemption_returns_community_id_redemption_id_redemptions_community_id_id_fk" FOREIGN KEY ("community_id","redemption_id") REFERENCES "public"."redemptions"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemptions" ADD CONSTRAINT "redemptions_community_id_account_id_point_accounts_community_id_id_fk" FOREIGN KEY ("community_id","account_id") REFERENCES "public"."point_accounts"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "redemptions_by_time" ON "redemptions" USING btree ("community_id","redeemed_at","id");--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_community_id_redemption_id_redemptions_community_id_id_fk" FOREIGN KEY ("community_id","redemption_id") REFERENCES "public"."redemptions"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "transfers_of_redemption" ON "transfers" USING btree ("community_id","redemption_id","why") WHERE redemption_id is not null;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_cause" CHECK (case
        when why in ('award', 'correction') then
          num_nulls(fact_id, rule_id, receipt, rule_version) = 0 and redemption_id is null
        when why in ('redemption', 'redemption_return') then
          num_nonnulls(fact_id, rule_id, receipt, rule_version) = 0 and redemption_id is not null
        else num_nonnulls(fact_id, rule_id, receipt, redemption_id) = 0 and rule_version is not null
      end);