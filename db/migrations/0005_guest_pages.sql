CREATE TABLE `guest_check_ins` (
	`id` text PRIMARY KEY NOT NULL,
	`reservation_id` text NOT NULL,
	`link_id` text NOT NULL,
	`at` integer NOT NULL,
	`consent_at` integer NOT NULL,
	`consent_words` text NOT NULL,
	`form_sealed` blob,
	`state` text NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`comes_at` text,
	FOREIGN KEY (`reservation_id`) REFERENCES `reservations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`link_id`) REFERENCES `guest_links`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "guest_check_in_state" CHECK("guest_check_ins"."state" in ('waiting', 'done', 'refused'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `guest_check_in_link` ON `guest_check_ins` (`link_id`);--> statement-breakpoint
CREATE INDEX `guest_check_in_reservation` ON `guest_check_ins` (`reservation_id`,`at`);--> statement-breakpoint
CREATE INDEX `guest_check_in_waiting` ON `guest_check_ins` (`at`) WHERE "guest_check_ins"."state" = 'waiting';--> statement-breakpoint
CREATE TABLE `guest_links` (
	`id` text PRIMARY KEY NOT NULL,
	`reservation_id` text NOT NULL,
	`kind` text NOT NULL,
	`token_mac` text NOT NULL,
	`token_sealed` blob NOT NULL,
	`proof` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`used_at` integer,
	`approved_at` integer,
	`approved_by` text,
	`revoked_at` integer,
	`revoked_by` text,
	`seen_at` integer,
	`shown_at` integer,
	FOREIGN KEY (`reservation_id`) REFERENCES `reservations`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `guest_link_token` ON `guest_links` (`token_mac`);--> statement-breakpoint
CREATE INDEX `guest_link_reservation` ON `guest_links` (`reservation_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `guest_photos` (
	`id` text PRIMARY KEY NOT NULL,
	`reservation_id` text NOT NULL,
	`link_id` text NOT NULL,
	`at` integer NOT NULL,
	`content_type` text NOT NULL,
	`size` integer NOT NULL,
	`content_mac` text NOT NULL,
	`sealed` blob,
	`reviewed_at` integer,
	`reviewed_by` text,
	`deleted_at` integer,
	`deleted_by` text,
	FOREIGN KEY (`reservation_id`) REFERENCES `reservations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`link_id`) REFERENCES `guest_links`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `guest_photo_content` ON `guest_photos` (`reservation_id`,`content_mac`);--> statement-breakpoint
CREATE INDEX `guest_photo_review` ON `guest_photos` (`at`) WHERE "guest_photos"."reviewed_at" is null and "guest_photos"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX `guest_photo_kept` ON `guest_photos` (`reservation_id`) WHERE "guest_photos"."sealed" is not null;--> statement-breakpoint
CREATE TABLE `guest_tries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`reference_mac` text NOT NULL,
	`address_mac` text NOT NULL,
	`right` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `guest_try_at` ON `guest_tries` (`at`);--> statement-breakpoint
CREATE INDEX `guest_try_reference` ON `guest_tries` (`reference_mac`,`at`);--> statement-breakpoint
CREATE INDEX `guest_try_address` ON `guest_tries` (`address_mac`,`at`);