CREATE TABLE `door_health` (
	`door_id` text PRIMARY KEY NOT NULL,
	`online` integer,
	`battery_percent` integer,
	`signal` text,
	`gateway_id` text,
	`gateway_name` text,
	`gateway_online` integer,
	`clock_skew_seconds` integer,
	`fault` text,
	`can_unlock` integer DEFAULT false NOT NULL,
	`offline_codes` integer DEFAULT false NOT NULL,
	`max_codes` integer,
	`seen_at` integer,
	`asked_at` integer,
	`listed_at` integer,
	`offline_since` integer,
	`next_ask_at` integer DEFAULT 0 NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`rest_until` integer,
	FOREIGN KEY (`door_id`) REFERENCES `doors`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `key_hand_outs` (
	`id` text PRIMARY KEY NOT NULL,
	`door_id` text NOT NULL,
	`reservation_id` text,
	`envelope` text NOT NULL,
	`taken_by` text NOT NULL,
	`handed_at` integer NOT NULL,
	`handed_by` text NOT NULL,
	`returned_at` integer,
	`returned_by` text,
	FOREIGN KEY (`door_id`) REFERENCES `doors`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`reservation_id`) REFERENCES `reservations`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE INDEX `hand_out_door` ON `key_hand_outs` (`door_id`);--> statement-breakpoint
CREATE TABLE `lock_cursors` (
	`provider` text PRIMARY KEY NOT NULL,
	`cursor` text,
	`next_poll_at` integer DEFAULT 0 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `observed_codes` (
	`door_id` text NOT NULL,
	`ref` text NOT NULL,
	`label` text,
	`pin_mac` text,
	`starts_at` integer,
	`ends_at` integer,
	`state` text NOT NULL,
	`fault` text,
	PRIMARY KEY(`door_id`, `ref`),
	FOREIGN KEY (`door_id`) REFERENCES `doors`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `observed_pin` ON `observed_codes` (`pin_mac`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_access_codes` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text DEFAULT 'party' NOT NULL,
	`reservation_id` text,
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
	`held_since` integer,
	`verified_at` integer,
	`opened_at` integer,
	`not_before` integer,
	`given_at` integer,
	`given_by` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`reservation_id`) REFERENCES `reservations`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`stay_id`) REFERENCES `stays`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`door_id`) REFERENCES `doors`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "party_has_a_reservation" CHECK("__new_access_codes"."kind" = 'spare' or "__new_access_codes"."reservation_id" is not null),
	CONSTRAINT "sent_window_is_whole" CHECK(("__new_access_codes"."sent_starts_at" is null) = ("__new_access_codes"."sent_ends_at" is null)),
	CONSTRAINT "code_state" CHECK("__new_access_codes"."state" in ('planned', 'sending', 'accepted', 'on-lock', 'removing', 'removed', 'needs-attention'))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_access_codes` (`id`, `reservation_id`, `stay_id`, `door_id`, `pin_sealed`, `pin_mac`, `label`, `desired`, `state`, `state_since`, `provider_ref`, `sent_starts_at`, `sent_ends_at`, `must_look`, `fault`, `fault_since`, `attempts`, `next_due_at`, `generation`, `created_at`, `held_since`) SELECT `id`, `reservation_id`, `stay_id`, `door_id`, `pin_sealed`, `pin_mac`, `label`, `desired`, `state`, `state_since`, `provider_ref`, `sent_starts_at`, `sent_ends_at`, `must_look`, `fault`, `fault_since`, `attempts`, `next_due_at`, `generation`, `created_at`, case when `state` = 'on-lock' then `state_since` end FROM `access_codes`;--> statement-breakpoint
DROP TABLE `access_codes`;--> statement-breakpoint
ALTER TABLE `__new_access_codes` RENAME TO `access_codes`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `one_live_code_per_reservation` ON `access_codes` (`reservation_id`,`door_id`) WHERE "access_codes"."state" <> 'removed' and "access_codes"."kind" = 'party' and "access_codes"."stay_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX `one_live_code_per_stay` ON `access_codes` (`stay_id`,`door_id`) WHERE "access_codes"."state" <> 'removed' and "access_codes"."kind" = 'party' and "access_codes"."stay_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `digits_unique_on_a_lock` ON `access_codes` (`door_id`,`pin_mac`) WHERE "access_codes"."state" <> 'removed';--> statement-breakpoint
CREATE UNIQUE INDEX `code_label` ON `access_codes` (`label`);--> statement-breakpoint
CREATE INDEX `code_due` ON `access_codes` (`next_due_at`);--> statement-breakpoint
CREATE INDEX `code_live` ON `access_codes` (`state`) WHERE "access_codes"."state" <> 'removed';--> statement-breakpoint
CREATE INDEX `code_door` ON `access_codes` (`door_id`);--> statement-breakpoint
CREATE INDEX `code_reservation` ON `access_codes` (`reservation_id`);--> statement-breakpoint
ALTER TABLE `audit_entries` ADD `door_id` text;--> statement-breakpoint
ALTER TABLE `audit_entries` ADD `hash` text;--> statement-breakpoint
CREATE INDEX `audit_door` ON `audit_entries` (`door_id`);--> statement-breakpoint
ALTER TABLE `doors` ADD `envelope` text;--> statement-breakpoint
ALTER TABLE `properties` ADD `spare_codes` integer DEFAULT 0 NOT NULL;