import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mute } from '../../src/alerts/mutes.js';
import { type IncidentStep, nextIncidents, repeatAfterMs } from '../../src/alerts/next-incidents.js';
import { fine, firing, type Verdict } from '../../src/alerts/verdict.js';
import type { Incident } from '../../src/contracts/incidents.js';
import type { AlertKind } from '../../src/model/alert.js';
import { hour, minute, now } from '../support/alert-facts.js';

const trouble = (kind: AlertKind, source: string | null = null): Verdict =>
  firing(kind, source, {
    severity: 'warning',
    summary: `${kind} fires`,
    since: now,
    stillWorks: 'all',
    next: 'ingest status',
  });

/** Looks that follow each other, as processes on one store do. */
function looking() {
  let open: readonly Incident[] = [];
  let ids = 0;
  return {
    get open() {
      return open;
    },
    look(
      verdicts: readonly Verdict[],
      afterMs = 0,
      muted: readonly Mute[] = [],
      isWatched = (_: string) => true,
    ): readonly IncidentStep[] {
      const newId = () => {
        ids += 1;
        return `i-${ids}`;
      };
      const steps = nextIncidents(open, verdicts, {
        now: now + afterMs,
        muted,
        isWatched,
        newId,
        redact: (text) => text,
      });
      const after = new Map(open.map((incident) => [incident.incidentId, incident]));
      for (const { incident } of steps) after.set(incident.incidentId, incident);
      open = [...after.values()].filter(({ resolvedAt }) => resolvedAt === null);
      return steps;
    },
  };
}
const tells = (steps: readonly IncidentStep[]) => steps.map((step) => step.tells);

describe('an incident', () => {
  it('is told once when it fires, and once when it is over', () => {
    const { look } = looking();
    expect(tells(look([trouble('STALE_DATA')]))).toEqual(['fired']);
    expect(tells(look([trouble('STALE_DATA')], minute))).toEqual([null]);
    const [over] = look([fine('STALE_DATA')], 2 * minute);
    expect(over).toMatchObject({
      change: 'resolved',
      tells: 'resolved',
      incident: { incidentId: 'i-1', lastSeenAt: now + minute, resolvedAt: now + 2 * minute, announcements: 2 },
    });
    expect(look([fine('STALE_DATA')], 3 * minute)).toEqual([]);
  });

  it('is a new one when it fires again', () => {
    const { look } = looking();
    look([trouble('STALE_DATA')]);
    look([fine('STALE_DATA')], minute);
    expect(look([trouble('STALE_DATA')], 2 * minute)).toMatchObject([
      { incident: { incidentId: 'i-2' }, tells: 'fired' },
    ]);
  });

  it('is told again every four hours', () => {
    const { look } = looking();
    look([trouble('STALE_DATA')]);
    expect(tells(look([trouble('STALE_DATA')], repeatAfterMs - 1))).toEqual([null]);
    expect(tells(look([trouble('STALE_DATA')], repeatAfterMs))).toEqual(['repeated']);
    expect(tells(look([trouble('STALE_DATA')], repeatAfterMs + minute))).toEqual([null]);
    expect(tells(look([trouble('STALE_DATA')], 2 * repeatAfterMs))).toEqual(['repeated']);
  });

  it('goes on with what it is now', () => {
    const { look, ...rest } = looking();
    look([trouble('QUOTA_LOW', 'a')]);
    const worse = { ...trouble('QUOTA_LOW', 'a'), severity: 'critical', summary: 'worse' } as Verdict;
    expect(look([worse], minute)).toMatchObject([
      { incident: { severity: 'critical', summary: 'worse', firstSeenAt: now } },
    ]);
    expect(rest).toBeDefined();
  });

  it('stays as it is while nobody looks at it', () => {
    const looks = looking();
    looks.look([trouble('STALE_DATA'), trouble('QUOTA_LOW', 'a')]);
    expect(looks.look([fine('QUOTA_LOW', 'b')], minute)).toEqual([]);
    expect(looks.open).toHaveLength(2);
  });

  it('is one for each source', () => {
    const { look } = looking();
    expect(look([trouble('QUOTA_LOW', 'a'), trouble('QUOTA_LOW', 'b')]).map(({ incident }) => incident.source)).toEqual(
      ['a', 'b'],
    );
    expect(look([fine('QUOTA_LOW', 'a')], minute)).toMatchObject([{ incident: { source: 'a' }, tells: 'resolved' }]);
  });
});

describe('an inhibited incident', () => {
  it('is kept and not told, at its end either', () => {
    const { look } = looking();
    const steps = look([trouble('COLLECTION_FAILURES'), trouble('SOURCE_DEGRADED', 'a')]);
    expect(tells(steps)).toEqual(['fired', null]);
    expect(tells(look([trouble('COLLECTION_FAILURES'), fine('SOURCE_DEGRADED', 'a')], minute))).toEqual([null, null]);
  });

  it('is told when what inhibited it is over and it is not', () => {
    const { look } = looking();
    look([trouble('COLLECTION_FAILURES'), trouble('SOURCE_DEGRADED', 'a')]);
    const steps = look([fine('COLLECTION_FAILURES'), trouble('SOURCE_DEGRADED', 'a')], minute);
    expect(steps.map(({ incident, tells }) => [incident.kind, tells])).toEqual([
      ['COLLECTION_FAILURES', 'resolved'],
      ['SOURCE_DEGRADED', 'fired'],
    ]);
  });

  it('is inhibited by one that nobody looked at now', () => {
    const { look } = looking();
    look([trouble('COLLECTION_FAILURES')]);
    expect(tells(look([trouble('SOURCE_DEGRADED', 'a')], minute))).toEqual([null]);
  });

  it('is told that it is over when it was told before', () => {
    const { look } = looking();
    look([trouble('SOURCE_DEGRADED', 'a')]);
    look([trouble('COLLECTION_FAILURES'), trouble('SOURCE_DEGRADED', 'a')], minute);
    expect(tells(look([fine('SOURCE_DEGRADED', 'a')], 2 * minute))).toEqual(['resolved']);
  });
});

describe('an incident of a source that is not of this chain', () => {
  const nobody = () => false;

  it('is not told again by those that do not ask it, and is over when nobody has looked for a day', () => {
    const { look } = looking();
    look([trouble('AUTH_FAILED', 'a')]);
    expect(look([], 5 * hour, [], nobody)).toEqual([]);
    expect(look([trouble('AUTH_FAILED', 'a')], 6 * hour)).toMatchObject([{ tells: 'repeated' }]);
    expect(look([], 29 * hour, [], nobody)).toEqual([]);
    expect(look([], 30 * hour, [], nobody)).toMatchObject([{ change: 'resolved', tells: 'resolved' }]);
  });
});

describe('a muted incident', () => {
  const muted: readonly Mute[] = [{ kind: 'STALE_DATA', source: null, until: now + hour }];

  it('is told when the mute is over and it is not', () => {
    const { look } = looking();
    expect(tells(look([trouble('STALE_DATA')], 0, muted))).toEqual([null]);
    expect(tells(look([trouble('STALE_DATA')], hour))).toEqual(['fired']);
  });

  it('keeps nothing else quiet', () => {
    const all: readonly Mute[] = [{ kind: 'COLLECTION_FAILURES', source: null, until: now + hour }];
    const { look } = looking();
    const steps = look([trouble('COLLECTION_FAILURES'), trouble('AUTH_FAILED', 'a')], 0, all);
    expect(tells(steps)).toEqual([null, 'fired']);
  });

  it('that was told before is told to be over all the same', () => {
    const { look } = looking();
    look([trouble('STALE_DATA')]);
    expect(tells(look([trouble('STALE_DATA')], repeatAfterMs, muted))).toEqual([null]);
    expect(tells(look([fine('STALE_DATA')], repeatAfterMs + minute, muted))).toEqual(['resolved']);
  });
});

it('whatever happens, people hear of an incident first that it fires, last that it is over, and of nothing after that', () => {
  const subject = fc.constantFrom<[AlertKind, string | null]>(
    ['COLLECTION_FAILURES', null],
    ['STALE_DATA', null],
    ['SOURCE_DEGRADED', 'a'],
    ['AUTH_FAILED', 'a'],
  );
  const verdict = fc
    .tuple(subject, fc.boolean())
    .map(([[kind, source], isFiring]) => (isFiring ? trouble(kind, source) : fine(kind, source)));
  const look = fc.record({
    verdicts: fc.uniqueArray(verdict, { selector: ({ kind }) => kind }),
    gapMs: fc.constantFrom(minute, hour, 5 * hour),
    isMuted: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(look, { maxLength: 30 }), (looks) => {
      const world = looking();
      const told = new Map<string, string[]>();
      let after = 0;
      for (const { verdicts, gapMs, isMuted } of looks) {
        after += gapMs;
        const muted: Mute[] = isMuted ? [{ kind: 'STALE_DATA', source: null, until: now + after + 1 }] : [];
        for (const { incident, tells } of world.look(verdicts, after, muted))
          if (tells !== null) told.set(incident.incidentId, [...(told.get(incident.incidentId) ?? []), tells]);
        const subjects = world.open.map(({ kind, source }) => `${kind} ${source}`);
        expect(new Set(subjects).size).toBe(subjects.length);
      }
      for (const [id, all] of told) {
        expect(all[0]).toBe('fired');
        expect(all.slice(1, -1).every((one) => one === 'repeated')).toBe(true);
        const isOpen = world.open.some(({ incidentId }) => incidentId === id);
        expect(all.at(-1) === 'resolved').toBe(!isOpen);
      }
    }),
  );
});
