CREATE TABLE "event_attendances" (
	"community_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"kind" text NOT NULL,
	"minutes" integer NOT NULL,
	"fact_id" uuid NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"confirmed_by" uuid NOT NULL,
	"confirmed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "event_attendances_community_id_event_id_member_id_revision_pk" PRIMARY KEY("community_id","event_id","member_id","revision"),
	CONSTRAINT "event_attendances_minutes" CHECK (minutes between 0 and 1440)
);
--> statement-breakpoint
CREATE TABLE "event_check_ins" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"evidence" text NOT NULL,
	"arrived_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"undone_by" uuid,
	"undone_at" timestamp with time zone,
	CONSTRAINT "event_check_ins_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "event_registrations" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"waiting_seq" integer,
	"registered_by" uuid NOT NULL,
	"registered_at" timestamp with time zone NOT NULL,
	"cancelled_by" uuid,
	"cancelled_at" timestamp with time zone,
	CONSTRAINT "event_registrations_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"activity" text,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"capacity" integer NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	"waiting_seq" integer DEFAULT 0 NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"organiser_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"cancelled_by" uuid,
	"cancelled_at" timestamp with time zone,
	"cancel_reason" text,
	CONSTRAINT "events_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "events_taken" CHECK (taken between 0 and capacity),
	CONSTRAINT "events_time" CHECK (ends_at > starts_at)
);
--> statement-breakpoint
CREATE TABLE "room_bookings" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"booked_by" uuid NOT NULL,
	"booked_at" timestamp with time zone NOT NULL,
	"released_by" uuid,
	"released_at" timestamp with time zone,
	CONSTRAINT "room_bookings_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "room_bookings_time" CHECK (ends_at > starts_at)
);
--> statement-breakpoint
CREATE TABLE "rooms" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"place" text NOT NULL,
	"capacity" integer NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"retired_by" uuid,
	"retired_at" timestamp with time zone,
	CONSTRAINT "rooms_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "rooms_name" UNIQUE("community_id","name"),
	CONSTRAINT "rooms_capacity" CHECK (capacity > 0)
);
--> statement-breakpoint
ALTER TABLE "event_attendances" ADD CONSTRAINT "event_attendances_community_id_event_id_events_community_id_id_fk" FOREIGN KEY ("community_id","event_id") REFERENCES "public"."events"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_check_ins" ADD CONSTRAINT "event_check_ins_community_id_event_id_events_community_id_id_fk" FOREIGN KEY ("community_id","event_id") REFERENCES "public"."events"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_registrations" ADD CONSTRAINT "event_registrations_community_id_event_id_events_community_id_id_fk" FOREIGN KEY ("community_id","event_id") REFERENCES "public"."events"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_community_id_room_id_rooms_community_id_id_fk" FOREIGN KEY ("community_id","room_id") REFERENCES "public"."rooms"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_bookings" ADD CONSTRAINT "room_bookings_community_id_room_id_rooms_community_id_id_fk" FOREIGN KEY ("community_id","room_id") REFERENCES "public"."rooms"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_bookings" ADD CONSTRAINT "room_bookings_community_id_event_id_events_community_id_id_fk" FOREIGN KEY ("community_id","event_id") REFERENCES "public"."events"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "event_check_ins_live" ON "event_check_ins" USING btree ("community_id","event_id","member_id") WHERE undone_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "event_registrations_live" ON "event_registrations" USING btree ("community_id","event_id","member_id") WHERE cancelled_at is null;--> statement-breakpoint
CREATE INDEX "event_registrations_by_member" ON "event_registrations" USING btree ("community_id","member_id","event_id");--> statement-breakpoint
CREATE INDEX "events_by_start" ON "events" USING btree ("community_id","starts_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "room_bookings_live" ON "room_bookings" USING btree ("community_id","event_id") WHERE released_at is null;