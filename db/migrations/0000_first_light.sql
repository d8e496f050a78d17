CREATE TABLE `feed_sightings` (
	`id` text PRIMARY KEY NOT NULL,
	`feed_id` text NOT NULL,
	`uid` text NOT NULL,
	`arrival_date` text NOT NULL,
	`departure_date` text NOT NULL,
	`kind` text NOT NULL,
	`stay_id` text,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	FOREIGN KEY (`feed_id`) REFERENCES `feeds`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stay_id`) REFERENCES `stays`(`id`) ON UPDATE no action ON DELETE set null
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sighting` ON `feed_sightings` (`feed_id`,`uid`,`arrival_date`,`departure_date`);--> statement-breakpoint
CREATE INDEX `sighting_stay` ON `feed_sightings` (`stay_id`);--> statement-breakpoint
CREATE TABLE `guest_phones` (
	`guest_id` text NOT NULL,
	`phone` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`guest_id`, `phone`),
	FOREIGN KEY (`guest_id`) REFERENCES `guests`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `guest_phone` ON `guest_phones` (`phone`);--> statement-breakpoint
CREATE TABLE `guests` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`email` text,
	`language` text NOT NULL,
	`id_seen_at` integer,
	`id_seen_by` text,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `reservations` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`reference` text,
	`guest_id` text,
	`note` text DEFAULT '' NOT NULL,
	`source` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`guest_id`) REFERENCES `guests`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "reference_not_blank" CHECK("reservations"."reference" <> '')
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `reservation_reference` ON `reservations` (`channel`,`reference`) WHERE "reservations"."reference" is not null;--> statement-breakpoint
CREATE INDEX `reservation_by_reference` ON `reservations` (`reference`);--> statement-breakpoint
CREATE INDEX `reservation_guest` ON `reservations` (`guest_id`);--> statement-breakpoint
CREATE TABLE `stays` (
	`id` text PRIMARY KEY NOT NULL,
	`reservation_id` text,
	`unit_id` text NOT NULL,
	`arrival_date` text NOT NULL,
	`departure_date` text NOT NULL,
	`arrival_time` text,
	`departure_time` text,
	`status` text NOT NULL,
	`placed` integer NOT NULL,
	`provisional` integer NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`channel` text NOT NULL,
	`access_from_at` integer,
	`access_until_at` integer,
	`arrived_at` integer,
	`arrived_by` text,
	`departed_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`reservation_id`) REFERENCES `reservations`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "stay_has_a_night" CHECK("stays"."departure_date" > "stays"."arrival_date"),
	CONSTRAINT "arrival_is_a_day" CHECK("stays"."arrival_date" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "departure_is_a_day" CHECK("stays"."departure_date" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "stay_status" CHECK("stays"."status" in ('expected', 'in-house', 'departed', 'cancelled', 'no-show')),
	CONSTRAINT "provisional_has_reservation" CHECK("stays"."provisional" = 0 or "stays"."reservation_id" is not null)
) STRICT;
--> statement-breakpoint
CREATE INDEX `stay_reservation` ON `stays` (`reservation_id`);--> statement-breakpoint
CREATE INDEX `stay_unit` ON `stays` (`unit_id`,`arrival_date`);--> statement-breakpoint
CREATE INDEX `stay_arrival` ON `stays` (`arrival_date`);--> statement-breakpoint
CREATE INDEX `stay_departure` ON `stays` (`departure_date`);--> statement-breakpoint
CREATE INDEX `stay_status` ON `stays` (`status`);--> statement-breakpoint
CREATE TABLE `access_codes` (
	`id` text PRIMARY KEY NOT NULL,
	`reservation_id` text NOT NULL,
	`stay_id` text,
	`door_id` text NOT NULL,
	`pin_sealed` blob NOT NULL,
	`pin_mac` text NOT NULL,
	`label` text NOT NULL,
	`desired` text NOT NULL,
	`state` text NOT NULL,
	`state_since` integer NOT NULL,
	`provider_ref` text,
	`sent_starts_at` integer,
	`sent_ends_at` integer,
	`must_look` integer NOT NULL,
	`fault` text,
	`fault_since` integer,
	`attempts` integer NOT NULL,
	`next_due_at` integer,
	`generation` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`reservation_id`) REFERENCES `reservations`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`stay_id`) REFERENCES `stays`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`door_id`) REFERENCES `doors`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "sent_window_is_whole" CHECK(("access_codes"."sent_starts_at" is null) = ("access_codes"."sent_ends_at" is null)),
	CONSTRAINT "code_state" CHECK("access_codes"."state" in ('planned', 'sending', 'accepted', 'on-lock', 'removing', 'removed', 'needs-attention'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `one_live_code_per_reservation` ON `access_codes` (`reservation_id`,`door_id`) WHERE "access_codes"."state" <> 'removed' and "access_codes"."stay_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX `one_live_code_per_stay` ON `access_codes` (`stay_id`,`door_id`) WHERE "access_codes"."state" <> 'removed' and "access_codes"."stay_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `digits_unique_on_a_lock` ON `access_codes` (`door_id`,`pin_mac`) WHERE "access_codes"."state" <> 'removed';--> statement-breakpoint
CREATE UNIQUE INDEX `code_label` ON `access_codes` (`label`);--> statement-breakpoint
CREATE INDEX `code_due` ON `access_codes` (`next_due_at`);--> statement-breakpoint
CREATE INDEX `code_live` ON `access_codes` (`state`) WHERE "access_codes"."state" <> 'removed';--> statement-breakpoint
CREATE INDEX `code_reservation` ON `access_codes` (`reservation_id`);--> statement-breakpoint
CREATE TABLE `code_attempts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`code_id` text NOT NULL,
	`op_id` text NOT NULL,
	`verb` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`outcome` text,
	`fault` text,
	FOREIGN KEY (`code_id`) REFERENCES `access_codes`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `attempt_code` ON `code_attempts` (`code_id`);--> statement-breakpoint
CREATE TABLE `code_windows` (
	`code_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	FOREIGN KEY (`code_id`) REFERENCES `access_codes`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "window_has_length" CHECK("code_windows"."ends_at" > "code_windows"."starts_at")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `code_window` ON `code_windows` (`code_id`,`starts_at`);--> statement-breakpoint
CREATE TABLE `attention_items` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`cause` text NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`dismissed_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `attention_cause` ON `attention_items` (`cause`);--> statement-breakpoint
CREATE INDEX `attention_open` ON `attention_items` (`closed_at`);--> statement-breakpoint
CREATE TABLE `audit_entries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`source` text NOT NULL,
	`action` text NOT NULL,
	`reservation_id` text,
	`stay_id` text,
	`details` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_reservation` ON `audit_entries` (`reservation_id`);--> statement-breakpoint
CREATE INDEX `audit_stay` ON `audit_entries` (`stay_id`);--> statement-breakpoint
CREATE TABLE `feed_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`feed_id` text NOT NULL,
	`kind` text NOT NULL,
	`stay_id` text,
	`details` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `feed_log_feed` ON `feed_log` (`feed_id`);--> statement-breakpoint
CREATE TABLE `reversible_actions` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`kind` text NOT NULL,
	`reservation_id` text NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`undone_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `action_reservation` ON `reversible_actions` (`reservation_id`);--> statement-breakpoint
CREATE INDEX `action_at` ON `reversible_actions` (`at`);--> statement-breakpoint
CREATE TABLE `worker_lease` (
	`id` integer PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`expires_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `doors` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`shared` integer NOT NULL,
	`provider` text,
	`device_id` text,
	`pin_rules` text,
	`position` integer NOT NULL,
	CONSTRAINT "lock_is_whole" CHECK(("doors"."provider" is null) = ("doors"."device_id" is null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `door_key` ON `doors` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `door_lock` ON `doors` (`provider`,`device_id`);--> statement-breakpoint
CREATE TABLE `feeds` (
	`id` text PRIMARY KEY NOT NULL,
	`unit_id` text NOT NULL,
	`channel` text NOT NULL,
	`url_sealed` blob NOT NULL,
	`url_mac` text NOT NULL,
	`allow_private` integer NOT NULL,
	`etag` text,
	`last_modified` text,
	`last_polled_at` integer,
	`last_ok_at` integer,
	`status` text DEFAULT 'never' NOT NULL,
	`next_poll_at` integer DEFAULT 0 NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `feed_address` ON `feeds` (`unit_id`,`url_mac`);--> statement-breakpoint
CREATE TABLE `properties` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`time_zone` text NOT NULL,
	`country` text NOT NULL,
	`check_in_time` text NOT NULL,
	`check_out_time` text NOT NULL,
	`address` text DEFAULT '' NOT NULL,
	`code_policy` text NOT NULL,
	`codes_ahead_hours` integer NOT NULL,
	`grace_before_minutes` integer NOT NULL,
	`grace_after_minutes` integer NOT NULL,
	`rollover_time` text NOT NULL,
	CONSTRAINT "one_property" CHECK("properties"."id" = 1)
) STRICT;
--> statement-breakpoint
CREATE TABLE `secrets` (
	`name` text PRIMARY KEY NOT NULL,
	`sealed` blob NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `staff` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`phone` text,
	`role` text NOT NULL,
	`active` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_name` ON `staff` (`name`);--> statement-breakpoint
CREATE TABLE `unit_doors` (
	`unit_id` text NOT NULL,
	`door_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`unit_id`, `door_id`),
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`door_id`) REFERENCES `doors`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE TABLE `units` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`sms_number` integer,
	`position` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `unit_key` ON `units` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `unit_sms_number` ON `units` (`sms_number`);