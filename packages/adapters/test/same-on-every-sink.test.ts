import { describe, test } from 'vitest';
import { missingTrouble, type SinkSubject, sinkCases } from '../src/conformance/index.js';
import { hasService } from './support/services.js';
import {
  fileSubject,
  natsSubject,
  redisSubject,
  slackSubject,
  stdoutSubject,
  webhookSubject,
} from './support/sink-subjects.js';

const sinks: Readonly<Record<string, () => Promise<SinkSubject>>> = {
  webhook: webhookSubject,
  slack: slackSubject,
  file: fileSubject,
  stdout: stdoutSubject,
  ...((await hasService('redis')) && { redis: redisSubject }),
  ...((await hasService('nats')) && { nats: natsSubject }),
};

describe.each(Object.entries(sinks))('%s', (_, makeSubject) => {
  for (const sinkCase of sinkCases)
    test(sinkCase.name, async ({ skip }) => {
      const subject = await makeSubject();
      const missing = missingTrouble(sinkCase, subject);
      if (missing !== null) skip(`its receiver cannot be made so that it ${missing}`);
      await sinkCase.run(subject);
    });
});
