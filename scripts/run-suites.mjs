// The gate. One line a step with its time, and at the end one line counted over all of them.
//   unit         every test: from source, on the packed tarballs, and of the built command
//   check        types, lint, layout, every test, package lint, docs, changeset   (--after-test: less what `unit` just did)
//   check:long   the same with the long variants, and once more on Node 24
import { carriedResults, carryResults } from './suites/carried.mjs';
import { runSteps } from './suites/run-steps.mjs';
import { checkSteps, longSteps, testSteps } from './suites/steps.mjs';

const plans = { unit: testSteps, check: checkSteps, 'check:long': [...checkSteps, ...longSteps] };
const [mode = '', ...flags] = process.argv.slice(2);
const steps = plans[mode];
if (steps === undefined) {
  console.error(`✗ unknown suite ${JSON.stringify(mode)}: one of ${Object.keys(plans).join(', ')}`);
  process.exit(2);
}
if (mode === 'check:long') process.env.INGEST_LONG = '1';

const results = await runSteps(steps, flags.includes('--after-test') ? carriedResults() : {});
if (mode === 'unit') carryResults(results);

const sum = (count) => Object.values(results).reduce((total, result) => total + result[count], 0);
const red = Object.keys(results).filter((name) => results[name].failed > 0);
if (red.length > 0) console.log(`\n✗ ${red.join(', ')}`);
if (sum('skipped') > 0) console.log(`\n! ${sum('skipped')} tests were skipped: their lines above say why`);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = red.length > 0 ? 1 : 0;
