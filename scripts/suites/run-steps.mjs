/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Result
 * @typedef {{ name: string, needs?: string[], run: () => Result | Promise<Result> }} Step
 */

/**
 * Runs the steps in order, each that still can: a red one does not hide what comes after it. A step that needs a red one
 * cannot run and counts as failed, since nobody saw it pass. `known` holds results of steps that need not run again.
 * @param {Step[]} steps
 * @param {Record<string, Result>} known
 * @returns {Promise<Record<string, Result>>}
 */
export async function runSteps(steps, known = {}, say = console.log) {
  const results = {};
  for (const { name, needs = [], run } of steps) {
    const missing = needs.filter((need) => results[need]?.failed > 0);
    if (known[name]) {
      results[name] = known[name];
      say(`${mark(known[name])} ${name} (ran before: ${words(known[name])})`);
    } else if (missing.length > 0) {
      results[name] = { passed: 0, failed: 1, skipped: 0 };
      say(`✗ ${name} (not run: ${missing.join(', ')} failed)`);
    } else {
      const start = performance.now();
      results[name] = await attempt(run, say);
      say(`${mark(results[name])} ${name} (${seconds(start)} s: ${words(results[name])})`);
    }
  }
  return results;
}

async function attempt(run, say) {
  try {
    return await run();
  } catch (error) {
    say(String(error.stack ?? error));
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const mark = ({ failed }) => (failed > 0 ? '✗' : '✓');
const seconds = (start) => ((performance.now() - start) / 1000).toFixed(1);
const words = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
