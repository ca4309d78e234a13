import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cycleFindings } from '../boundaries/cycles.mjs';

const letter = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
type Edge = readonly [from: string, to: string];

test('finds a circle exactly where a file leads back to itself', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(letter, letter), { maxLength: 10 }), (edges) => {
      const circular = edges.some(([from]) => leadsBack(from, edges));
      expect(cycleFindings(packagesWith(edges)).length > 0).toBe(circular);
    }),
  );
});

function leadsBack(start: string, edges: readonly Edge[]): boolean {
  const reached = new Set<string>();
  const next = [start];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    for (const [, to] of edges.filter(([from]) => from === at)) {
      if (to === start) return true;
      if (!reached.has(to)) next.push(to);
      reached.add(to);
    }
  }
  return false;
}

function packagesWith(edges: readonly Edge[]) {
  const files = ['a', 'b', 'c', 'd', 'e', 'f'].map((path) => ({
    path,
    imports: edges.filter(([from]) => from === path).map(([, target]) => ({ kind: 'static', target, line: 1 })),
  }));
  return [{ files }];
}
