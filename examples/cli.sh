ingest init --tickers AAPL,MSFT,BRK.B                 # writes ingest.config.yaml, and .env for the keys
ingest config validate
ingest run --record day.har                           # the last 24 hours into ingest.db
ingest run --replay day.har --store sqlite:again.db   # the same once more: no key, no network
ingest items --ticker AAPL --since 24h --limit 20
ingest items --search "northern port" --format csv
ingest events --since 24h                             # every collection and how it ended
ingest sources
ingest status                                         # is it fresh, is anything wrong; 0, 1, 2 or 3 as a Nagios check
ingest alerts
ingest db check
ingest db digest --store sqlite:again.db
ingest db backup ingest-backup.db
