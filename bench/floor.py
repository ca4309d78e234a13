"""The same rows by a Python script: sqlite3 and hashlib, no validation.

usage: python3 floor.py HAR DATABASE     the database was made by `ingest db migrate`; the HAR has one entry a line
"""

import hashlib
import json
import re
import sqlite3
import sys
import unicodedata
from datetime import datetime

STOP = set("the of in to for a an and on at by with from as its is are be has have had it this that says say said".split())
WORD = re.compile(r"[a-z0-9.]+")


def story_key(headline, day):
    text = unicodedata.normalize("NFKC", headline).lower()
    words = [word for word in WORD.findall(text) if word not in STOP]
    return hashlib.sha256(f"{' '.join(words)}||{day}".encode()).digest()[:16]


def lookup_keys(headline):
    words = [word for word in WORD.findall(unicodedata.normalize("NFKC", headline).lower()) if word not in STOP]
    third, sixth = len(words) // 3, 2 * len(words) // 3
    parts = [[word[:3] for word in words], words[:6]]
    if len(words) >= 6:
        parts += [words[:sixth], words[third:], words[:third] + words[sixth:]]
    return [int.from_bytes(hashlib.sha256(" ".join(part).encode()).digest()[:6], "big") for part in parts]


def dedup_key(headline, day):
    text = " ".join(unicodedata.normalize("NFC", headline).split())
    return hashlib.sha256(f"{text}|tiingo|{day}".encode()).digest()[:16]


har, file = sys.argv[1:]
db = sqlite3.connect(file, isolation_level=None)
for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
    db.execute(f"PRAGMA {setting}")
stories = duplicates = pages = 0

for line in open(har, encoding="utf8"):
    if not line.startswith('{"startedDateTime"'):
        continue
    entry = json.loads(line.rstrip().rstrip(","))
    items = json.loads(entry["response"]["content"]["text"])
    items.sort(key=lambda item: (item["publishedDate"], item["id"]))
    now = int(datetime.fromisoformat(entry["startedDateTime"].replace("Z", "+00:00")).timestamp() * 1000)
    fresh = 0
    db.execute("BEGIN IMMEDIATE")
    for item in items:
        source_id = str(item["id"])
        if db.execute("SELECT id FROM articles WHERE source = 'tiingo' AND source_id = ?", (source_id,)).fetchone():
            duplicates += 1
            continue
        headline = item["title"].strip()
        description = " ".join(item["description"].split()) if item["description"] else None
        published = int(datetime.fromisoformat(item["publishedDate"].replace("Z", "+00:00")).timestamp() * 1000)
        day = published // 86_400_000
        key, dedup = story_key(headline, day), dedup_key(headline, day)
        tickers = sorted({ticker.upper().replace("-", ".") for ticker in item["tickers"]})
        found = db.execute("SELECT story_id FROM known_keys WHERE day = ? AND key = ?", (day, key)).fetchone()
        own = (headline, description, item["url"], item["source"])
        names = json.dumps(tickers)
        tags = json.dumps(sorted(set(item["tags"])))
        if found is None:
            story = db.execute(
                "INSERT INTO stories (story_key, identity, headline, description, url, publisher, published_at, ingested_at,"
                " source, is_failover, tickers, tags, sources, revision, publishers, sentiment)"
                " VALUES (?, 'headline-v1', ?, ?, ?, ?, ?, ?, 'tiingo', 0, ?, ?, '[\"tiingo\"]', 0, ?, NULL)",
                (key, *own, published, now, names, tags, json.dumps([item["source"]])),
            ).lastrowid
            db.executemany("INSERT OR IGNORE INTO lookups (day, key, story_id, word_sums) VALUES (?, ?, ?, 0)", [(day, lookup, story) for lookup in lookup_keys(headline)])
            db.execute("INSERT INTO known_keys (day, key, story_id) VALUES (?, ?, ?)", (day, key, story))
            db.executemany("INSERT INTO story_tickers (day, ticker, story_id) VALUES (?, ?, ?)", [(day, ticker, story) for ticker in tickers])
            own = (None, None, None, None)
            fresh += 1
        else:
            story = found[0]
            duplicates += 1
        db.execute(
            "INSERT INTO articles (story_id, source, source_id, day, dedup_key, published_at, first_seen_at, tickers, headline,"
            " description, url, publisher, joined_by, tags, sentiment) VALUES (?, 'tiingo', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            (story, source_id, day, dedup, published, now, names, *own, None if found is None else "same", tags),
        )
    stories += fresh
    pages += 1
    db.execute(
        "INSERT INTO collection_events (event_id, run_id, source, tickers, started_at, duration_ms, outcome, success, item_count,"
        " new_item_count, duplicate_count, collision_count, revised_count, rejected_count, is_failover, attempts, requests)"
        " VALUES (?, 'floor', 'tiingo', '[]', ?, 0, 'ok', 1, ?, ?, ?, 0, 0, 0, 0, 1, 1)",
        (f"python-{pages}", now, len(items), fresh, len(items) - fresh),
    )
    db.execute("COMMIT")
print(json.dumps({"new": stories, "duplicate": duplicates}))
