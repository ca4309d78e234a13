CREATE TABLE `incidents` (
	`incident_id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`severity` text NOT NULL,
	`summary` text NOT NULL,
	`details` text NOT NULL,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`resolved_at` integer,
	`announcements` integer NOT NULL,
	`announced_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `incidents_open` ON `incidents` (`kind`,`source`) WHERE resolved_at IS NULL;--> statement-breakpoint
CREATE INDEX `incidents_by_time` ON `incidents` (`first_seen_at`);