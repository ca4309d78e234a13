/** What must be known of a source before its code is loaded. */
export interface SourceFacts {
  readonly name: string;
  /** The environment variable that holds the key. */
  readonly keyVariable: string;
  /** The environment variable that replaces the base url. */
  readonly baseUrlVariable: string;
  readonly defaultBaseUrl: string;
}

export const sourceFacts = {
  tiingo: {
    name: 'tiingo',
    keyVariable: 'TIINGO_API_KEY',
    baseUrlVariable: 'TIINGO_BASE_URL',
    defaultBaseUrl: 'https://api.tiingo.com',
  },
  finnhub: {
    name: 'finnhub',
    keyVariable: 'FINNHUB_API_KEY',
    baseUrlVariable: 'FINNHUB_BASE_URL',
    defaultBaseUrl: 'https://finnhub.io/api/v1',
  },
} as const satisfies Record<string, SourceFacts>;
