/** What one look of `ingest doctor` came to. */
export interface Finding {
  /** What was looked at: `configuration`, `store`, a source, `clock`, `calendar`, `quota`, a sink. */
  readonly check: string;
  /** Who has to act on a problem decides the exit code. */
  readonly area: 'configuration' | 'store' | 'source' | 'sink';
  readonly level: 'ok' | 'warning' | 'problem';
  readonly text: string;
  /** What to do now. */
  readonly advice?: string;
}
