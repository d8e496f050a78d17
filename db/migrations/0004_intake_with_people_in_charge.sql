CREATE TABLE `command_questions` (
	`id` text PRIMARY KEY NOT NULL,
	`phone` text NOT NULL,
	`word` text NOT NULL,
	`command` text NOT NULL,
	`asked_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`answered_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `question_phone` ON `command_questions` (`phone`,`expires_at`);--> statement-breakpoint
CREATE TABLE `feed_stays` (
	`feed_id` text NOT NULL,
	`stay_id` text NOT NULL,
	`arrival_date` text NOT NULL,
	`departure_date` text NOT NULL,
	`first_seen_at` integer NOT NULL,
	`found_by` text NOT NULL,
	`last_seen_at` integer NOT NULL,
	`missing_since` integer,
	`missing_polls` integer DEFAULT 0 NOT NULL,
	`gone_at` integer,
	`declined_days` text,
	PRIMARY KEY(`feed_id`, `stay_id`),
	FOREIGN KEY (`feed_id`) REFERENCES `feeds`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`stay_id`) REFERENCES `stays`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `feed_stay` ON `feed_stays` (`stay_id`);--> statement-breakpoint
CREATE TABLE `field_sources` (
	`subject` text NOT NULL,
	`field` text NOT NULL,
	`source` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`subject`, `field`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `imports` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`file_name` text NOT NULL,
	`file_mac` text NOT NULL,
	`newest_booked_on` text,
	`counts` text NOT NULL,
	`action_id` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `import_at` ON `imports` (`at`);--> statement-breakpoint
CREATE INDEX `import_file` ON `imports` (`file_mac`);--> statement-breakpoint
CREATE TABLE `mailboxes` (
	`account` text NOT NULL,
	`mailbox` text NOT NULL,
	`uid_validity` text,
	`last_uid` integer DEFAULT 0 NOT NULL,
	`status` text DEFAULT 'never' NOT NULL,
	`last_tried_at` integer,
	`last_ok_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	`next_poll_at` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`account`, `mailbox`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `mails` (
	`id` text PRIMARY KEY NOT NULL,
	`account` text NOT NULL,
	`mailbox` text NOT NULL,
	`uid_validity` text NOT NULL,
	`uid` integer NOT NULL,
	`message_id` text,
	`received_at` integer NOT NULL,
	`channel` text,
	`kind` text NOT NULL,
	`reference` text,
	`arrival_date` text,
	`departure_date` text,
	`guest_name` text,
	`trusted` integer NOT NULL,
	`settled_at` integer,
	`settled_by` text,
	CONSTRAINT "mail_reference_not_blank" CHECK("mails"."reference" <> '')
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `mail_place` ON `mails` (`account`,`mailbox`,`uid_validity`,`uid`);--> statement-breakpoint
CREATE INDEX `mail_message` ON `mails` (`message_id`);--> statement-breakpoint
CREATE INDEX `mail_reference` ON `mails` (`reference`);--> statement-breakpoint
CREATE INDEX `mail_arrival` ON `mails` (`channel`,`arrival_date`);--> statement-breakpoint
CREATE TABLE `staff_commands` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`phone` text NOT NULL,
	`at` integer NOT NULL,
	`command` text,
	`applied` integer NOT NULL,
	`reply` text,
	`lines` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_command_key` ON `staff_commands` (`key`);--> statement-breakpoint
CREATE TABLE `staff_replies` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`phone` text NOT NULL,
	`number` text,
	`conversation_sid` text,
	`body` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`sending_since` integer,
	`next_try_at` integer NOT NULL,
	`sid` text,
	`fault` text,
	`settled_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_reply_key` ON `staff_replies` (`key`);--> statement-breakpoint
CREATE INDEX `staff_reply_due` ON `staff_replies` (`status`,`next_try_at`);--> statement-breakpoint
CREATE TABLE `stay_claims` (
	`id` text PRIMARY KEY NOT NULL,
	`stay_id` text NOT NULL,
	`reservation_id` text NOT NULL,
	`rule` text NOT NULL,
	`evidence` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`stay_id`) REFERENCES `stays`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`reservation_id`) REFERENCES `reservations`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE INDEX `claim_stay` ON `stay_claims` (`stay_id`);--> statement-breakpoint
CREATE INDEX `claim_reservation` ON `stay_claims` (`reservation_id`);--> statement-breakpoint
ALTER TABLE `line_sids` ADD `number` text;--> statement-breakpoint
ALTER TABLE `attention_items` ADD `snoozed_until` integer;--> statement-breakpoint
ALTER TABLE `attention_items` ADD `texted_at` integer;--> statement-breakpoint
ALTER TABLE `feeds` ADD `imported_at` integer;--> statement-breakpoint
ALTER TABLE `feeds` ADD `last_good` blob;--> statement-breakpoint
ALTER TABLE `feeds` ADD `suspect_since` integer;--> statement-breakpoint
ALTER TABLE `feeds` ADD `suspect_hash` text;--> statement-breakpoint
ALTER TABLE `feeds` ADD `suspect_copy` blob;--> statement-breakpoint
ALTER TABLE `staff_texts` ADD `conversation_sid` text;--> statement-breakpoint
ALTER TABLE `staff_texts` ADD `copy_sid` text;--> statement-breakpoint
CREATE INDEX `staff_text_copy` ON `staff_texts` (`copy_sid`);