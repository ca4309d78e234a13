import { localRegisters } from '@ingest/core';
import { expect, it } from 'vitest';
import { isMuted, mute, mutedUntil, mutes, unmute } from '../../src/alerts/mutes.js';
import { hour, now } from '../support/alert-facts.js';

it('keeps a kind quiet for a while, of one source or of all', async () => {
  const registers = localRegisters();
  expect(await mute(registers, { kind: 'SOURCE_DEGRADED', source: 'a/b' }, now, 2 * hour)).toMatchObject({
    until: now + 2 * hour,
  });
  await mute(registers, { kind: 'QUOTA_LOW', source: null }, now, hour);
  const muted = await mutes(registers, now + 1);
  expect(muted).toEqual([
    { kind: 'QUOTA_LOW', source: null, until: now + hour },
    { kind: 'SOURCE_DEGRADED', source: 'a/b', until: now + 2 * hour },
  ]);
  expect(isMuted(muted, 'QUOTA_LOW', 'a')).toBe(true);
  expect(isMuted(muted, 'SOURCE_DEGRADED', 'a/b')).toBe(true);
  expect(isMuted(muted, 'SOURCE_DEGRADED', 'c')).toBe(false);
  expect(mutedUntil(muted, 'SOURCE_DEGRADED', 'c')).toBeNull();
  expect(await mutes(registers, now + hour)).toHaveLength(1);
  expect(await unmute(registers, { kind: 'SOURCE_DEGRADED', source: 'a/b' })).toBe(true);
  expect(await unmute(registers, { kind: 'SOURCE_DEGRADED', source: 'a/b' })).toBe(false);
});

it('ends when the clock turns out to have been ahead', async () => {
  const registers = localRegisters();
  await mute(registers, { kind: 'QUOTA_LOW', source: null }, now + 24 * hour, hour);
  expect(await mutes(registers, now)).toEqual([]);
});

it('mutes nothing where what was kept cannot be read', async () => {
  const registers = localRegisters();
  for (const name of ['mute/NOTHING', 'mute/QUOTA_LOW'])
    await registers.change(name, () => ({ after: 'forever', result: null }));
  expect(await mutes(registers, now)).toEqual([]);
});

it('ends with the last of the mutes that are about it', () => {
  const muted = [
    { kind: 'SOURCE_DEGRADED', source: 'a', until: now + hour },
    { kind: 'SOURCE_DEGRADED', source: null, until: now + 2 * hour },
    { kind: 'SOURCE_DEGRADED', source: 'b', until: now + 3 * hour },
  ] as const;
  expect(mutedUntil(muted, 'SOURCE_DEGRADED', 'a')).toBe(now + 2 * hour);
  expect(mutedUntil(muted, 'SOURCE_DEGRADED', 'b')).toBe(now + 3 * hour);
});
