-- Written by hand: what drizzle-kit cannot say. The columns of the two tables stand in src/sqlite/key-tables.ts too.

-- Led by the day, so that inserts stay as cheap in a large store as in a small one: random keys alone would touch every page.
CREATE TABLE `known_keys` (
	`day` integer NOT NULL,
	`key` blob NOT NULL,
	`story_id` integer NOT NULL,
	PRIMARY KEY(`day`, `key`),
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `story_tickers` (
	`day` integer NOT NULL,
	`ticker` text NOT NULL,
	`story_id` integer NOT NULL,
	PRIMARY KEY(`day`, `ticker`, `story_id`),
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
-- Full text. A search asks for words, never for their order or rank: without positions and sizes the index is a fifth of its size.
CREATE VIRTUAL TABLE `news_search` USING fts5(
	headline,
	description,
	content=stories,
	content_rowid=id,
	tokenize='unicode61 remove_diacritics 2',
	detail=none,
	columnsize=0
);
--> statement-breakpoint
CREATE TRIGGER `news_search_insert` AFTER INSERT ON `stories` BEGIN
	INSERT INTO news_search(rowid, headline, description) VALUES (new.id, new.headline, new.description);
END;
--> statement-breakpoint
CREATE TRIGGER `news_search_update` AFTER UPDATE OF `headline`, `description` ON `stories`
WHEN old.headline IS NOT new.headline OR old.description IS NOT new.description BEGIN
	INSERT INTO news_search(news_search, rowid, headline, description) VALUES ('delete', old.id, old.headline, old.description);
	INSERT INTO news_search(rowid, headline, description) VALUES (new.id, new.headline, new.description);
END;
--> statement-breakpoint
-- The views are what SQL users rely on: tables may change, these do not.
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
	NULL AS sentiment_score,
	NULL AS sentiment_label,
	NULL AS sentiment_confidence,
	NULL AS sentiment_origin
FROM stories WHERE headline IS NOT NULL;
--> statement-breakpoint
CREATE VIEW `news_tickers` AS SELECT
	lower(hex(stories.story_key)) AS story_key,
	story_tickers.ticker AS ticker
FROM story_tickers JOIN stories ON stories.id = story_tickers.story_id;
--> statement-breakpoint
CREATE VIEW `story_keys` AS SELECT
	lower(hex(known_keys.key)) AS key,
	lower(hex(stories.story_key)) AS story_key
FROM known_keys JOIN stories ON stories.id = known_keys.story_id;
