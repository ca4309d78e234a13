import type { EventReader } from '@ingest/core';
import type { Output } from './output.js';

export interface Progress {
  readonly read: EventReader;
  /** Takes the line away, until something happens again. */
  done(): void;
}

/** One line on a terminal that is replaced while a run goes on; nothing elsewhere. */
export function progressOn(output: Output, isWanted: boolean): Progress {
  if (!isWanted || !output.err.isTty) return { read: () => {}, done: () => {} };
  const perSource = new Map<string, { ended: number; items: number }>();
  let backfilled: string | null = null;
  const count = (source: string, more: number, moreItems: number) => {
    const { ended = 0, items = 0 } = perSource.get(source) ?? {};
    perSource.set(source, { ended: ended + more, items: items + moreItems });
  };
  const draw = () => {
    const sources = [...perSource].map(
      ([source, { ended, items }]) => `${source} ${ended} ${ended === 1 ? 'batch' : 'batches'}, ${items} articles`,
    );
    const parts = backfilled === null ? sources : [backfilled, ...sources];
    process.stderr.write(`\r\x1b[K${parts.join('   ').slice(0, output.err.columns - 1)}`);
  };
  return {
    read(event) {
      if (event.type === 'collection:started' && !perSource.has(event.source))
        perSource.set(event.source, { ended: 0, items: 0 });
      else if (event.type === 'page:committed') count(event.source, 0, event.items);
      else if (event.type === 'collection:ended') count(event.event.source, 1, 0);
      else if (event.type === 'backfill:progressed') backfilled = `${Math.floor(event.share * 100)} % read`;
      else return;
      draw();
    },
    done: () => process.stderr.write('\r\x1b[K'),
  };
}
