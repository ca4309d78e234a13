import { describe, expect, test } from 'vitest';
import { missingTrouble, type SinkCase, type SinkSubject, sinkCases, type Trouble } from '../src/conformance/index.js';
import { hasService } from './support/services.js';
import {
  fileSubject,
  natsSubject,
  redisSubject,
  slackSubject,
  snsSubject,
  stdoutSubject,
  webhookSubject,
} from './support/sink-subjects.js';

const sinks: Readonly<Record<string, () => Promise<SinkSubject>>> = {
  webhook: webhookSubject,
  slack: slackSubject,
  file: fileSubject,
  stdout: stdoutSubject,
  sns: snsSubject,
  ...((await hasService('redis')) && { redis: redisSubject }),
  ...((await hasService('nats')) && { nats: natsSubject }),
};

/** What a receiver cannot be made to do: a file does not hang. */
const cannot: Readonly<Record<string, readonly Trouble[]>> = {
  file: ['rejects', 'hangs', 'restarts'],
  stdout: ['rejects', 'restarts'],
};

describe.each(Object.entries(sinks))('%s', (name, makeSubject) => {
  const isLeftOut = ({ needs }: SinkCase) => needs.some((need) => cannot[name]?.includes(need));

  for (const sinkCase of sinkCases.filter((one) => !isLeftOut(one)))
    test(sinkCase.name, async () => sinkCase.run(await makeSubject()));

  test('leaves out what its receiver cannot be made to do, and nothing else', async () => {
    const subject = await makeSubject();
    expect(sinkCases.filter((one) => missingTrouble(one, subject) !== null)).toEqual(sinkCases.filter(isLeftOut));
  });
});
