CREATE TABLE "deduction_steps" (
	"community_id" uuid NOT NULL,
	"deduction_id" uuid NOT NULL,
	"step" text NOT NULL,
	"words" text NOT NULL,
	"points" integer NOT NULL,
	"taken_by" uuid NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	CONSTRAINT "deduction_steps_community_id_deduction_id_step_pk" PRIMARY KEY("community_id","deduction_id","step")
);
--> statement-breakpoint
CREATE TABLE "deductions" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"owner_kind" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"item" text NOT NULL,
	"rule_version" integer NOT NULL,
	"reason" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_account" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "deductions_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
ALTER TABLE "transfers" DROP CONSTRAINT "transfers_cause";--> statement-breakpoint
ALTER TABLE "deduction_steps" ADD CONSTRAINT "deduction_steps_community_id_deduction_id_deductions_community_id_id_fk" FOREIGN KEY ("community_id","deduction_id") REFERENCES "public"."deductions"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deductions" ADD CONSTRAINT "deductions_community_id_member_id_members_community_id_id_fk" FOREIGN KEY ("community_id","member_id") REFERENCES "public"."members"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deductions_by_owner" ON "deductions" USING btree ("community_id","owner_id","proposed_at");--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_cause" CHECK (case
        when why in ('award', 'correction', 'deduction', 'deduction_return') then
          num_nulls(fact_id, rule_id, receipt, rule_version) = 0 and redemption_id is null
        when why in ('redemption', 'redemption_return') then
          num_nonnulls(fact_id, rule_id, receipt, rule_version) = 0 and redemption_id is not null
        else num_nonnulls(fact_id, rule_id, receipt, redemption_id) = 0 and rule_version is not null
      end);
--> statement-breakpoint
alter table deductions enable row level security;
--> statement-breakpoint
alter table deductions force row level security;
--> statement-breakpoint
create policy tenant on deductions using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert, update on deductions to linli_app;
--> statement-breakpoint
alter table deduction_steps enable row level security;
--> statement-breakpoint
alter table deduction_steps force row level security;
--> statement-breakpoint
create policy tenant on deduction_steps using (community_id = nullif(current_setting('app.community_id', true), '')::uuid) with check (community_id = nullif(current_setting('app.community_id', true), '')::uuid);
--> statement-breakpoint
grant select, insert on deduction_steps to linli_app;
