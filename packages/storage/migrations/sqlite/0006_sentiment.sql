ALTER TABLE `articles` ADD `sentiment` text;--> statement-breakpoint
ALTER TABLE `stories` ADD `sentiment` text;
--> statement-breakpoint
-- Written by hand: drizzle-kit cannot say WITHOUT ROWID. The columns stand in src/sqlite/key-tables.ts too.
CREATE TABLE `scores` (
	`story_id` integer NOT NULL,
	`number` integer NOT NULL,
	`model` text NOT NULL,
	`at` integer NOT NULL,
	`score` real,
	`confidence` real,
	`is_preferred` integer NOT NULL,
	PRIMARY KEY(`story_id`, `number`),
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
DROP VIEW `news`;
--> statement-breakpoint
CREATE VIEW `news` AS SELECT
	lower(hex(story_key)) AS story_key,
	strftime('%Y-%m-%dT%H:%M:%S', published_at / 1000, 'unixepoch') || printf('.%03dZ', published_at % 1000) AS published_at,
	strftime('%Y-%m-%dT%H:%M:%S', ingested_at / 1000, 'unixepoch') || printf('.%03dZ', ingested_at % 1000) AS ingested_at,
	headline,
	description,
	url,
	publisher,
	source,
	sources,
	is_failover,
	tickers,
	json_extract(sentiment, '$.score.score') AS sentiment_score,
	json_extract(sentiment, '$.score.label') AS sentiment_label,
	json_extract(sentiment, '$.score.confidence') AS sentiment_confidence,
	json_extract(sentiment, '$.score.origin') AS sentiment_origin,
	json_extract(sentiment, '$.score.model') AS sentiment_model,
	json_extract(sentiment, '$.score.scope.ticker') AS sentiment_ticker
FROM stories WHERE headline IS NOT NULL;
