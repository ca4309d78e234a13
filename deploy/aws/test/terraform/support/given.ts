/** As few variables as somebody has to give. */
export const least = {
  region: 'eu-central-1',
  tickers: ['AAPL', 'BRK.B'],
  parameters: { TIINGO_API_KEY: '/ingest/tiingo' },
} as const;

/** Every variable that is null or empty by itself, given. */
export const most = {
  ...least,
  tags: { Team: 'news' },
  sources: ['tiingo', 'finnhub'],
  parameters: { TIINGO_API_KEY: '/ingest/tiingo', FINNHUB_API_KEY: '/aws/reference/secretsmanager/ingest/finnhub' },
  parameter_key_arns: ['arn:aws:kms:eu-central-1:123456789012:key/1c5d'],
  heartbeat: 'https://hc.example/ping/1',
  configuration: { sinks: [{ use: 'webhook', url: '${HOOK}' }] },
  closures: ['2027-03-15'],
  early_closes: { '2027-03-16': '13:00' },
  alert_email: 'news@example.com',
  alarm_thresholds: {},
} as const;
