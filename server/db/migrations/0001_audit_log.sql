CREATE TABLE `audit_bodies` (
	`session_id` integer NOT NULL,
	`sha256` text NOT NULL,
	`salt` blob NOT NULL,
	`body` blob NOT NULL,
	`kept_at` integer NOT NULL,
	PRIMARY KEY(`session_id`, `sha256`),
	FOREIGN KEY (`session_id`) REFERENCES `audit_sessions`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `audit_checkpoints` (
	`session_id` integer NOT NULL,
	`size` integer NOT NULL,
	`root` blob NOT NULL,
	`note` text NOT NULL,
	`accepted_at` integer NOT NULL,
	`leaf` integer NOT NULL,
	PRIMARY KEY(`session_id`, `size`),
	FOREIGN KEY (`session_id`) REFERENCES `audit_sessions`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `audit_checks` (
	`session_id` integer PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`link` blob NOT NULL,
	`range` blob NOT NULL,
	`checked_at` integer NOT NULL,
	`fault` text,
	`fault_seq` integer,
	`why` text,
	FOREIGN KEY (`session_id`) REFERENCES `audit_sessions`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `audit_cosignatures` (
	`workspace_id` text NOT NULL,
	`size` integer NOT NULL,
	`vkey` text NOT NULL,
	`line` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `size`, `vkey`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `audit_evidence` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`session_id` integer NOT NULL,
	`at` integer NOT NULL,
	`code` text NOT NULL,
	`stored_note` text NOT NULL,
	`offered_note` text NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `audit_sessions`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_evidence_session` ON `audit_evidence` (`session_id`);--> statement-breakpoint
CREATE TABLE `audit_host` (
	`id` integer PRIMARY KEY NOT NULL,
	`host` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `audit_keys` (
	`public_key` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`made_at` integer NOT NULL,
	`retired_at` integer,
	CONSTRAINT "audit_keys_purpose" CHECK("audit_keys"."purpose" IN ('cosigner', 'log'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `audit_leases` (
	`workspace_id` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`fence` integer NOT NULL,
	`until` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `audit_leaves` (
	`workspace_id` text NOT NULL,
	`leaf` integer NOT NULL,
	`session_id` integer NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `leaf`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`session_id`) REFERENCES `audit_sessions`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `audit_leaves_session` ON `audit_leaves` (`session_id`);--> statement-breakpoint
CREATE TABLE `audit_log_tiles` (
	`workspace_id` text NOT NULL,
	`level` integer NOT NULL,
	`tile` integer NOT NULL,
	`hashes` blob NOT NULL,
	PRIMARY KEY(`workspace_id`, `level`, `tile`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `audit_logs` (
	`workspace_id` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`root` blob NOT NULL,
	`range` blob NOT NULL,
	`is_public` integer DEFAULT false NOT NULL,
	`quorum` integer DEFAULT 0 NOT NULL,
	`fault` text,
	`why` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `audit_records` (
	`session_id` integer NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`verdict` text,
	`line` text NOT NULL,
	PRIMARY KEY(`session_id`, `seq`),
	FOREIGN KEY (`session_id`) REFERENCES `audit_sessions`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `audit_records_refused` ON `audit_records` (`session_id`,`verdict`,`seq`) WHERE verdict <> 'allow';--> statement-breakpoint
CREATE TABLE `audit_session_tiles` (
	`session_id` integer NOT NULL,
	`level` integer NOT NULL,
	`tile` integer NOT NULL,
	`hashes` blob NOT NULL,
	PRIMARY KEY(`session_id`, `level`, `tile`),
	FOREIGN KEY (`session_id`) REFERENCES `audit_sessions`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `audit_sessions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` text NOT NULL,
	`sid` text NOT NULL,
	`opened_by` text NOT NULL,
	`opened_at` integer NOT NULL,
	`moved_at` integer NOT NULL,
	`nonce_at` integer,
	`vkey` text NOT NULL,
	`size` integer NOT NULL,
	`root` blob NOT NULL,
	`link` blob NOT NULL,
	`range` blob NOT NULL,
	`agent` text,
	`driver` text NOT NULL,
	`spec_sha256` text NOT NULL,
	`first_ts` text NOT NULL,
	`last_ts` text NOT NULL,
	`closed` text,
	`allowed` integer DEFAULT 0 NOT NULL,
	`denied` integer DEFAULT 0 NOT NULL,
	`approvals` integer DEFAULT 0 NOT NULL,
	`sanitized` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`opened_by`) REFERENCES `actors`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "audit_sessions_closed" CHECK("audit_sessions"."closed" IN ('complete', 'interrupted'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_sessions_sid` ON `audit_sessions` (`workspace_id`,`sid`);--> statement-breakpoint
CREATE INDEX `audit_sessions_opened` ON `audit_sessions` (`workspace_id`,`opened_at`);--> statement-breakpoint
CREATE TABLE `audit_witnesses` (
	`workspace_id` text NOT NULL,
	`vkey` text NOT NULL,
	`url` text NOT NULL,
	`added_at` integer NOT NULL,
	`seen_size` integer DEFAULT 0 NOT NULL,
	`trouble` text,
	PRIMARY KEY(`workspace_id`, `vkey`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TRIGGER `audit_records_no_update` BEFORE UPDATE ON `audit_records` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_records_no_delete` BEFORE DELETE ON `audit_records` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_checkpoints_no_update` BEFORE UPDATE ON `audit_checkpoints` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_checkpoints_no_delete` BEFORE DELETE ON `audit_checkpoints` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_session_tiles_no_update` BEFORE UPDATE ON `audit_session_tiles` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_session_tiles_no_delete` BEFORE DELETE ON `audit_session_tiles` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_leaves_no_update` BEFORE UPDATE ON `audit_leaves` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_leaves_no_delete` BEFORE DELETE ON `audit_leaves` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_log_tiles_no_update` BEFORE UPDATE ON `audit_log_tiles` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_log_tiles_no_delete` BEFORE DELETE ON `audit_log_tiles` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_evidence_no_update` BEFORE UPDATE ON `audit_evidence` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_evidence_no_delete` BEFORE DELETE ON `audit_evidence` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_cosignatures_no_update` BEFORE UPDATE ON `audit_cosignatures` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_cosignatures_no_delete` BEFORE DELETE ON `audit_cosignatures` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_bodies_no_update` BEFORE UPDATE ON `audit_bodies` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_sessions_no_delete` BEFORE DELETE ON `audit_sessions` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_sessions_no_return` BEFORE UPDATE ON `audit_sessions` WHEN NEW.`size` < OLD.`size` OR NEW.`sid` <> OLD.`sid` OR NEW.`workspace_id` <> OLD.`workspace_id` OR NEW.`vkey` <> OLD.`vkey` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_logs_no_delete` BEFORE DELETE ON `audit_logs` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_logs_no_return` BEFORE UPDATE ON `audit_logs` WHEN NEW.`size` < OLD.`size` BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
