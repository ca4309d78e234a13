import { strToU8, zipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { type FunctionProcess, startFunction } from '../support/function-process.js';

const running: FunctionProcess[] = [];
afterEach(() => {
  for (const one of running.splice(0)) one.dispose();
});

/** A function of nothing but this code. */
async function start(code: string, aheadMs = 0): Promise<FunctionProcess> {
  const zip = zipSync({ 'small.mjs': strToU8(code) });
  const options = { zip, handler: 'small.handler', functionName: 'small', env: {}, accessKeyId: 'AKIDSMALL', aheadMs };
  const started = await startFunction(options);
  running.push(started);
  return started;
}

const handler = (body: string) => `export const handler = async (event, context) => { ${body} };`;

describe('a process as Lambda runs it', () => {
  it('gets events one after the other, with their id and what time is left', async () => {
    const small = await start(
      handler(
        'return [event, context.awsRequestId, context.getRemainingTimeInMillis() > 4_000, ++globalThis.n];',
      ).concat('globalThis.n = 0;'),
    );
    const first = await small.invoke({ a: 1 }, { aheadMs: 0, remainingMs: 5_000, requestId: 'one' });
    expect([first.answer, first.error]).toEqual([[{ a: 1 }, 'one', true, 1], null]);
    const second = await small.invoke({}, { aheadMs: 0, remainingMs: 3_000, requestId: 'two' });
    expect(second.answer).toEqual([{}, 'two', false, 2]);
  });

  it('wraps what goes to the console, and leaves alone what goes to the output', async () => {
    const small = await start(handler(`console.log('a', { b: 1 }); process.stdout.write('{"bare":1}\\n');`));
    const { lines, requestId } = await small.invoke({}, { aheadMs: 0 });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'INFO', requestId, message: 'a { b: 1 }' });
    expect(lines[1]).toBe('{"bare":1}');
  });

  it('tells of a throw, of an end in the middle and of a deadline that passed', async () => {
    const small = await start(handler(`if (event.exit) process.exit(3); throw new RangeError('too far');`));
    const thrown = await small.invoke({}, { aheadMs: 0 });
    expect(thrown.error).toMatchObject({ errorType: 'RangeError', errorMessage: 'too far' });
    const gone = await small.invoke({ exit: true }, { aheadMs: 0 });
    expect(gone.error?.errorMessage).toBe('Runtime exited with error: exit status 3');
    const slow = await start(handler('await new Promise((resolve) => setTimeout(resolve, 5_000));'));
    const late = await slow.invoke({}, { aheadMs: 0, remainingMs: 100 });
    expect([late.error?.errorType, late.durationMs < 1_000]).toEqual(['Sandbox.Timedout', true]);
  });

  it('says why it could not start', async () => {
    const missing = await start(`import '@aws-sdk/client-sns'; ${handler('')}`);
    expect(missing.initError?.errorMessage).toContain("Cannot find package '@aws-sdk/client-sns'");
    expect((await missing.invoke({}, { aheadMs: 0 })).error).toBe(missing.initError);
    expect((await start('export const other = 1;')).initError?.errorMessage).toBe(
      'small.handler is undefined or not exported',
    );
  });

  it('has the clock that it is given, and stands still between two events', async () => {
    const day = 86_400_000;
    const small = await start(
      `globalThis.turns = 0; setInterval(() => { globalThis.turns += 1; }, 5); const started = Date.now(); ${handler('return [started, Date.now(), new Date().getTime(), globalThis.turns]')}`,
      -day,
    );
    const [started, now, again] = (await small.invoke({}, { aheadMs: day })).answer as number[];
    const around = (at: number | undefined) => Math.round(((at ?? 0) - Date.now()) / 10_000);
    expect([started, now, again].map(around)).toEqual([-day, day, day].map((ahead) => ahead / 10_000));
    const turns = async () => ((await small.invoke({}, { aheadMs: 0 })).answer as number[])[3] ?? 0;
    const before = await turns();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await turns()) - before).toBeLessThan(30);
  });
});
