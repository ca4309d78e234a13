import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { digestOf, IngestError, keptMs, parseDuration, systemClock } from '@ingest/core';
import { parseStoreUrl } from '@ingest/storage';
import { exitCodes } from '../exit-codes.js';
import type { ChosenStore } from '../extensions/extensions.js';
import { parsePoint } from '../parse-flag.js';
import { count } from '../render/time.js';
import { type StoreFlags, withStore } from './with-store.js';

export interface DbFlags extends StoreFlags {
  readonly eventsOlderThan?: string;
  readonly storiesBefore?: string;
}

/** `ingest db migrate`: makes the store, or brings its schema up to date. Every command that writes does so too. */
export function migrate(flags: DbFlags): Promise<number> {
  return withStore(
    flags,
    async (store, output) => {
      const { schemaVersion } = await store.maintenance.check();
      if (output.isJson) output.json({ store: store.location, schemaVersion });
      else output.data(`${output.out.paint.ok()} ${store.location} has schema ${schemaVersion}`);
      return exitCodes.ok;
    },
    { create: true },
  );
}

/** `ingest db check`: reads everything; exit 5 when something does not hold together. */
export function check(flags: DbFlags): Promise<number> {
  return withStore(flags, async (store, output) => {
    const result = await store.maintenance.check();
    const isSound = result.problems.length === 0;
    if (output.isJson) output.json({ store: store.location, ...result, freeBytes: freeBytesAt(store.location) });
    else {
      const sign = isSound ? output.out.paint.ok() : output.out.paint.failed();
      const stories = count(result.stories, 'story', 'stories');
      const articles = count(result.articles, 'article', 'articles');
      output.data(`${sign} ${store.location}   schema ${result.schemaVersion}, ${stories}, ${articles}`);
      for (const problem of result.problems) output.data(`  ${problem}`);
      if (!isSound) output.data('  restore the last backup, or keep the file and start a new one with --store');
    }
    return isSound ? exitCodes.ok : exitCodes.store;
  });
}

/** `ingest db backup FILE`: a consistent copy, also while a run writes. The file may be named as a store is. */
export function backup(target: string, flags: DbFlags): Promise<number> {
  const url = parseStoreUrl(target);
  if (url.kind !== 'sqlite')
    throw new IngestError('CONFIG_INVALID', `${JSON.stringify(target)} is no file to back up to`, {
      hint: 'name a file, such as news-backup.db',
    });
  const { path } = url;
  return withStore(flags, async (store, output, chosen) => {
    if (!store.capabilities.backsUpToFile)
      throw new IngestError('CONFIG_INVALID', `${store.location} does not back up to a file`, {
        hint: copiedBy(chosen),
      });
    if (existsSync(path))
      throw new IngestError('CONFIG_INVALID', `${path} is there already`, {
        hint: 'choose another name: a backup never overwrites',
      });
    await store.maintenance.backup(path);
    if (output.isJson) output.json({ store: store.location, backup: path });
    else output.data(`${output.out.paint.ok()} copied ${store.location} to ${path}`);
    return exitCodes.ok;
  });
}

/** How a store is copied that does not back up to a file: a server has its own tools, which know of all that is in it. */
function copiedBy(chosen: ChosenStore): string {
  const kind = typeof chosen === 'string' ? parseStoreUrl(chosen).kind : null;
  if (kind === 'postgres')
    return 'use pg_dump of Postgres, with --schema= and the name of the schema; see docs/storage/postgres.md';
  if (kind === 'dynamodb') return 'turn on point-in-time recovery of the table; see docs/storage/dynamodb.md';
  return 'copy it with the tools of whatever holds its data';
}

/** `ingest db prune`: events and quarantine after 30 days; stories only when a date is given. */
export function prune(flags: DbFlags): Promise<number> {
  const now = systemClock().now();
  const ageMs = flags.eventsOlderThan === undefined ? keptMs : parseDuration(flags.eventsOlderThan);
  if (ageMs === null)
    throw new IngestError(
      'CONFIG_INVALID',
      `--events-older-than: ${JSON.stringify(flags.eventsOlderThan)} is not a length of time`,
      { hint: 'expected a form such as 30d' },
    );
  const storiesBefore =
    flags.storiesBefore === undefined ? null : parsePoint('--stories-before', flags.storiesBefore, now);
  return withStore(flags, async (store, output) => {
    const pruned = await store.maintenance.prune({ eventsBefore: now - ageMs, storiesBefore });
    if (output.isJson) output.json(pruned);
    else {
      const { events, quarantined, stories, deliveries, incidents } = pruned;
      output.data(
        `${output.out.paint.ok()} removed ${count(events, 'event', 'events')}, ${count(quarantined, 'rejected item', 'rejected items')}, ${count(deliveries, 'delivery', 'deliveries')}, ${count(incidents, 'incident', 'incidents')}, ${count(stories, 'story', 'stories')}`,
      );
    }
    return exitCodes.ok;
  });
}

/** `ingest db digest`: one line that is equal for equal news. */
export function digest(flags: DbFlags): Promise<number> {
  return withStore(flags, async (store, output) => {
    const result = await digestOf(store.reading.stories());
    if (output.isJson) output.json(result);
    else output.data(`${result.version}:${result.hash}   ${count(result.stories, 'story', 'stories')}`);
    return exitCodes.ok;
  });
}

function freeBytesAt(location: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(dirname(location));
    return bavail * bsize;
  } catch {
    return null;
  }
}
