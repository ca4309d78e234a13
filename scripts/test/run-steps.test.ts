import { describe, expect, test, vi } from 'vitest';
import { runSteps } from '../suites/run-steps.mjs';

const green = { passed: 2, failed: 0, skipped: 0 };
const red = { passed: 1, failed: 1, skipped: 0 };

describe('a run of steps', () => {
  test('goes on after a red step', async () => {
    const { results, lines } = await run([
      { name: 'a', run: () => red },
      { name: 'b', run: () => green },
    ]);
    expect(results).toEqual({ a: red, b: green });
    expect(lines).toEqual([
      expect.stringMatching(/^✗ a \(\d+\.\d s: 1 passed, 1 failed\)$/),
      expect.stringMatching(/^✓ b \(\d+\.\d s: 2 passed, 0 failed\)$/),
    ]);
  });

  test('counts a step that breaks as failed', async () => {
    const broken = () => {
      throw new Error('broken on purpose');
    };
    const { results, lines } = await run([{ name: 'a', run: broken }]);
    expect(results).toEqual({ a: { passed: 0, failed: 1, skipped: 0 } });
    expect(lines[0]).toContain('broken on purpose');
  });

  test('leaves out what a red step makes impossible, and counts it as failed', async () => {
    const after = vi.fn(() => green);
    const { results, lines } = await run([
      { name: 'a', run: () => red },
      { name: 'b', needs: ['a'], run: after },
    ]);
    expect(after).not.toHaveBeenCalled();
    expect(results.b).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(lines[1]).toBe('✗ b (not run: a failed)');
  });

  test('takes over what is known already, red or green', async () => {
    const never = () => {
      throw new Error('must not run');
    };
    const steps = [
      { name: 'a', run: never },
      { name: 'b', needs: ['a'], run: never },
    ];
    const { results, lines } = await run(steps, { a: red, b: green });
    expect(results).toEqual({ a: red, b: green });
    expect(lines[0]).toBe('✗ a (ran before: 1 passed, 1 failed)');
  });

  test('names skipped tests', async () => {
    const { lines } = await run([{ name: 'a', run: () => ({ ...green, skipped: 3 }) }]);
    expect(lines[0]).toContain('2 passed, 0 failed, 3 skipped');
  });
});

async function run(steps: Parameters<typeof runSteps>[0], known: Parameters<typeof runSteps>[1] = {}) {
  const lines: string[] = [];
  const results = await runSteps(steps, known, (line: string) => lines.push(line));
  return { results, lines };
}
