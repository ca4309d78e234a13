import { describe, expect, it } from 'vitest';
import { readConfiguration } from './support/configuration.js';
import { least, most } from './support/given.js';
import { type Plan, plan } from './support/plan.js';

const days = 24 * 60 * 60;

async function planned(given: object = {}): Promise<Plan> {
  return plan(await readConfiguration(), { ...least, ...given });
}

describe('the queue of shares', () => {
  it.each([30, 120, 480])(
    'hides a share for six times a timeout of %i s, and keeps it for every try',
    async (seconds) => {
      const { one } = await planned({ timeout_seconds: seconds });
      const shares = one('module.queue.aws_sqs_queue.shares');
      const worker = one('module.functions.aws_lambda_function.worker');
      const { maxReceiveCount, deadLetterTargetArn } = JSON.parse(String(shares.redrive_policy));
      expect(worker.timeout).toBe(seconds);
      expect(shares.visibility_timeout_seconds).toBeGreaterThanOrEqual(6 * seconds);
      expect(shares.visibility_timeout_seconds).toBeLessThanOrEqual(12 * 60 * 60);
      expect(shares.message_retention_seconds).toBeGreaterThan(
        maxReceiveCount * Number(shares.visibility_timeout_seconds),
      );
      expect(deadLetterTargetArn).toBe('<module.queue.aws_sqs_queue.dead_letters.arn>');
    },
  );

  it('gives a share up after the worker had its three tries', async () => {
    const { one } = await planned();
    expect(JSON.parse(String(one('module.queue.aws_sqs_queue.shares').redrive_policy)).maxReceiveCount).toBe(4);
    expect(
      JSON.parse(String(one('module.queue.aws_sqs_queue_redrive_allow_policy.dead_letters').redrive_allow_policy)),
    ).toEqual({ redrivePermission: 'byQueue', sourceQueueArns: ['<module.queue.aws_sqs_queue.shares.arn>'] });
  });

  it('is taken from one by one, answered in parts, and left alone while nothing is divided', async () => {
    const alone = (await planned()).one('module.functions.aws_lambda_event_source_mapping.shares');
    expect(alone).toMatchObject({
      event_source_arn: '<module.queue.aws_sqs_queue.shares.arn>',
      function_name: '<module.functions.aws_lambda_function.worker.arn>',
      function_response_types: ['ReportBatchItemFailures'],
      batch_size: 1,
      enabled: false,
      scaling_config: [{ maximum_concurrency: 5 }],
    });
    const divided = await planned({ tickers: ['AAPL', 'MSFT', 'NVDA'], tickers_per_share: 2 });
    expect(divided.one('module.functions.aws_lambda_event_source_mapping.shares').enabled).toBe(true);
    const even = await planned({ tickers: ['AAPL', 'MSFT'], tickers_per_share: 2 });
    expect(even.one('module.functions.aws_lambda_event_source_mapping.shares').enabled).toBe(false);
  });
});

describe('every queue', () => {
  it('is encrypted, refuses what comes unencrypted, and keeps what failed for two weeks', async () => {
    const { of } = await planned(most);
    const queues = of('aws_sqs_queue');
    const refusals = [...of('aws_sqs_queue_policy').values()].map(
      ({ policy }) => JSON.parse(String(policy)).Statement[0],
    );
    for (const [name, queue] of queues) {
      expect(queue.sqs_managed_sse_enabled).toBe(true);
      if (name !== 'shares') expect(queue.message_retention_seconds).toBe(14 * days);
      expect(refusals).toContainEqual({
        Sid: 'OnlyEncrypted',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:*',
        Resource: `<module.queue.aws_sqs_queue.${name}.arn>`,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      });
    }
    expect([...queues.keys()].sort()).toEqual(['dead_letters', 'failures', 'missed_ticks', 'shares']);
  });
});
