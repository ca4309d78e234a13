import { type CopyResult, transferCounts } from '@ingest/core';
import type { Screen } from '../output.js';
import { renderTable } from './table.js';
import { count } from './time.js';

interface Stores {
  readonly from: string;
  readonly to: string;
}

/** What a copy came to, in words: whether both are the same, and how much of everything each of them holds. */
export function copyLines({ from, to }: Stores, result: CopyResult, { paint, columns }: Screen): readonly string[] {
  if (result.kind === 'stopped') {
    const { stories, allStories } = result;
    return [
      `${paint.attention()} stopped after ${stories.toLocaleString('en')} of ${count(allStories, 'story', 'stories')}: the same command goes on from here`,
    ];
  }
  const { digest, counts } = result.from;
  const rows = transferCounts.map((name) => [
    inWords(name),
    counts[name].toLocaleString('en'),
    result.to.counts[name].toLocaleString('en'),
  ]);
  const titles = [
    { title: '', isFlexible: true },
    { title: 'from', align: 'right' },
    { title: 'to', align: 'right' },
  ] as const;
  const stories = count(digest.stories, 'story', 'stories');
  const [sign, words] =
    result.kind === 'copied'
      ? [paint.ok(), `copied ${from} to ${to}: ${stories}, both ${digest.version}:${digest.hash}`]
      : [
          paint.failed(),
          `${from} is ${digest.version}:${digest.hash}, ${to} is ${result.to.digest.version}:${result.to.digest.hash}`,
        ];
  return [...renderTable(titles, rows, columns, paint.ellipsis), `${sign} ${words}`];
}

/** `prunedStories` → `pruned stories` */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
