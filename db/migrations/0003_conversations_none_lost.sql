CREATE TABLE `contacts` (
	`id` text PRIMARY KEY NOT NULL,
	`phone` text NOT NULL,
	`merged_into_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`merged_into_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `contact_phone` ON `contacts` (`phone`);--> statement-breakpoint
CREATE INDEX `contact_merged` ON `contacts` (`merged_into_id`);--> statement-breakpoint
CREATE TABLE `conversation_actions` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`kind` text NOT NULL,
	`conversation_id` text NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`undone_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `conversation_action_at` ON `conversation_actions` (`at`);--> statement-breakpoint
CREATE TABLE `conversation_links` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`conversation_id` text NOT NULL,
	`stay_id` text,
	`reservation_id` text,
	`rule` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`stay_id`) REFERENCES `stays`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`reservation_id`) REFERENCES `reservations`(`id`) ON UPDATE no action ON DELETE set null
) STRICT;
--> statement-breakpoint
CREATE INDEX `link_conversation` ON `conversation_links` (`conversation_id`);--> statement-breakpoint
CREATE INDEX `link_stay` ON `conversation_links` (`stay_id`);--> statement-breakpoint
CREATE TABLE `conversations` (
	`id` text PRIMARY KEY NOT NULL,
	`contact_id` text NOT NULL,
	`unit_id` text,
	`line_id` text,
	`line_set_at` integer,
	`line_set_by` text,
	`pinned_at` integer,
	`link_id` integer,
	`closed_at` integer,
	`created_at` integer NOT NULL,
	`last_message_id` text,
	`last_message_at` integer,
	`unread` integer DEFAULT 0 NOT NULL,
	`needs_review` integer DEFAULT 0 NOT NULL,
	`stuck` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "line_set_whole" CHECK(("conversations"."line_id" is null) = ("conversations"."line_set_at" is null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `conversation_unit` ON `conversations` (`contact_id`,`unit_id`) WHERE "conversations"."unit_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `conversation_general` ON `conversations` (`contact_id`) WHERE "conversations"."unit_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX `conversation_pin` ON `conversations` (`contact_id`) WHERE "conversations"."pinned_at" is not null;--> statement-breakpoint
CREATE INDEX `conversation_contact` ON `conversations` (`contact_id`);--> statement-breakpoint
CREATE INDEX `conversation_line` ON `conversations` (`line_id`);--> statement-breakpoint
CREATE INDEX `conversation_open` ON `conversations` (`last_message_at`) WHERE "conversations"."closed_at" is null and "conversations"."last_message_at" is not null;--> statement-breakpoint
CREATE INDEX `conversation_closed` ON `conversations` (`last_message_at`) WHERE "conversations"."closed_at" is not null and "conversations"."last_message_at" is not null;--> statement-breakpoint
CREATE INDEX `conversation_no_unit` ON `conversations` (`last_message_at`,`contact_id`) WHERE "conversations"."unit_id" is null and "conversations"."closed_at" is null and "conversations"."last_message_at" is not null;--> statement-breakpoint
CREATE INDEX `conversation_unread` ON `conversations` (`last_message_at`) WHERE "conversations"."unread" > 0;--> statement-breakpoint
CREATE INDEX `conversation_review` ON `conversations` (`last_message_at`) WHERE "conversations"."needs_review" > 0;--> statement-breakpoint
CREATE INDEX `conversation_stuck` ON `conversations` (`last_message_at`) WHERE "conversations"."stuck" > 0;--> statement-breakpoint
CREATE TABLE `group_members` (
	`conversation_sid` text NOT NULL,
	`address` text NOT NULL,
	`participant_sid` text,
	PRIMARY KEY(`conversation_sid`, `address`),
	FOREIGN KEY (`conversation_sid`) REFERENCES `line_sids`(`sid`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `line_sids` (
	`sid` text PRIMARY KEY NOT NULL,
	`line_id` text,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`verified_index` integer DEFAULT -1 NOT NULL,
	`checked_at` integer,
	`check_soon` integer DEFAULT false NOT NULL,
	`first_seen_at` integer NOT NULL,
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE INDEX `line_sid_line` ON `line_sids` (`line_id`);--> statement-breakpoint
CREATE TABLE `lines` (
	`id` text PRIMARY KEY NOT NULL,
	`contact_id` text NOT NULL,
	`number` text NOT NULL,
	`mode` text NOT NULL,
	`group_refused` text,
	`opted_out_at` integer,
	`open_by` integer,
	`open_attempts` integer DEFAULT 0 NOT NULL,
	`open_fault` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `line_pair` ON `lines` (`contact_id`,`number`);--> statement-breakpoint
CREATE INDEX `line_open_by` ON `lines` (`open_by`);--> statement-breakpoint
CREATE TABLE `link_moments` (
	`stay_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`fingerprint` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`stay_id`, `contact_id`),
	FOREIGN KEY (`stay_id`) REFERENCES `stays`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `link_moment_contact` ON `link_moments` (`contact_id`);--> statement-breakpoint
CREATE TABLE `guest_tellings` (
	`message_id` text PRIMARY KEY NOT NULL,
	`reservation_id` text NOT NULL,
	`purpose` text NOT NULL,
	`doors` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`reservation_id`) REFERENCES `reservations`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `telling_reservation` ON `guest_tellings` (`reservation_id`);--> statement-breakpoint
CREATE TABLE `tellings_due` (
	`reservation_id` text PRIMARY KEY NOT NULL,
	`target` text NOT NULL,
	`since` integer NOT NULL,
	FOREIGN KEY (`reservation_id`) REFERENCES `reservations`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `message_media` (
	`id` text PRIMARY KEY NOT NULL,
	`message_id` text NOT NULL,
	`position` integer NOT NULL,
	`sid` text,
	`service_sid` text,
	`url` text,
	`content_type` text NOT NULL,
	`filename` text,
	`size` integer,
	`state` text NOT NULL,
	`sealed` blob,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_try_at` integer DEFAULT 0 NOT NULL,
	`fault` text,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `media_place` ON `message_media` (`message_id`,`position`);--> statement-breakpoint
CREATE INDEX `media_pending` ON `message_media` (`next_try_at`) WHERE "message_media"."state" = 'pending';--> statement-breakpoint
CREATE TABLE `message_templates` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`language` text NOT NULL,
	`body` text NOT NULL,
	`position` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `template_name` ON `message_templates` (`name`,`language`);--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`sid` text,
	`client_id` text,
	`conversation_id` text NOT NULL,
	`line_id` text,
	`twilio_conversation_sid` text,
	`message_index` integer,
	`direction` text NOT NULL,
	`kind` text NOT NULL,
	`author` text NOT NULL,
	`body` text NOT NULL,
	`prefix` text,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`status` text NOT NULL,
	`error_code` integer,
	`status_reason` text,
	`route_rule` text,
	`alternatives` text DEFAULT '[]' NOT NULL,
	`guess` integer DEFAULT false NOT NULL,
	`needs_review` integer DEFAULT false NOT NULL,
	`roster_unknown` integer DEFAULT false NOT NULL,
	`settled_by` text,
	`read_at` integer,
	`stay_id` text,
	`reservation_id` text,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`stay_id`) REFERENCES `stays`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`reservation_id`) REFERENCES `reservations`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "message_direction" CHECK("messages"."direction" in ('inbound', 'outbound', 'internal'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `message_sid` ON `messages` (`sid`);--> statement-breakpoint
CREATE UNIQUE INDEX `message_client_id` ON `messages` (`client_id`) WHERE "messages"."client_id" is not null;--> statement-breakpoint
CREATE INDEX `message_conversation` ON `messages` (`conversation_id`,`at`);--> statement-breakpoint
CREATE INDEX `message_twilio` ON `messages` (`twilio_conversation_sid`,`message_index`);--> statement-breakpoint
CREATE INDEX `message_line` ON `messages` (`line_id`,`at`);--> statement-breakpoint
CREATE INDEX `message_author` ON `messages` (`author`,`at`);--> statement-breakpoint
CREATE INDEX `message_unread` ON `messages` (`conversation_id`) WHERE "messages"."direction" = 'inbound' and "messages"."read_at" is null;--> statement-breakpoint
CREATE INDEX `message_open_status` ON `messages` (`status`,`at`) WHERE "messages"."direction" = 'outbound' and "messages"."status" in ('sent', 'unknown');--> statement-breakpoint
CREATE TABLE `numbers` (
	`phone` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`active` integer NOT NULL,
	`authority` text NOT NULL,
	`sid` text,
	`autocreation` text DEFAULT 'unknown' NOT NULL,
	`foreign_url` text,
	`watermark` integer DEFAULT 0 NOT NULL,
	`checked_at` integer,
	`fault` text
) STRICT;
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`message_id` text,
	`lane` text NOT NULL,
	`payload` text NOT NULL,
	`status` text NOT NULL,
	`not_before` integer,
	`created_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`sending_since` integer,
	`next_try_at` integer NOT NULL,
	`fault` text,
	`error_code` integer,
	`released_by` text,
	`settled_at` integer,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_key` ON `outbox` (`key`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`next_try_at`) WHERE "outbox"."status" in ('waiting', 'sending', 'unknown');--> statement-breakpoint
CREATE INDEX `outbox_message` ON `outbox` (`message_id`);--> statement-breakpoint
CREATE INDEX `outbox_lane` ON `outbox` (`lane`,`created_at`);--> statement-breakpoint
CREATE TABLE `staff_texts` (
	`id` text PRIMARY KEY NOT NULL,
	`sid` text NOT NULL,
	`phone` text NOT NULL,
	`number` text,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`seen_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_text_sid` ON `staff_texts` (`sid`);--> statement-breakpoint
CREATE TABLE `webhook_inbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`path` text NOT NULL,
	`key` text NOT NULL,
	`sealed` blob,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`processed_at` integer,
	`outcome` text,
	`attempts` integer DEFAULT 0 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_key` ON `webhook_inbox` (`key`);--> statement-breakpoint
CREATE INDEX `webhook_waiting` ON `webhook_inbox` (`at`) WHERE "webhook_inbox"."processed_at" is null;--> statement-breakpoint
CREATE INDEX `webhook_outcome` ON `webhook_inbox` (`outcome`);