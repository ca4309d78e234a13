import { expect, it } from 'vitest';
import { readConfiguration } from './support/configuration.js';
import { least } from './support/given.js';
import { plan } from './support/plan.js';

it('ticks every minute with its time, which jsonencode would not let through', async () => {
  const { one } = plan(await readConfiguration(), least);
  const tick = one('module.schedule.aws_scheduler_schedule.tick');
  const [target] = tick.target as readonly [Record<string, unknown>];
  expect(tick).toMatchObject({ schedule_expression: 'rate(1 minute)', state: 'ENABLED' });
  expect(target.input).toBe('{"scheduledAt":"<aws.scheduler.scheduled-time>"}');
  expect(target).toMatchObject({
    arn: '<module.functions.aws_lambda_function.scheduler.arn>',
    role_arn: '<module.permissions.aws_iam_role.of["schedule"].arn>',
    dead_letter_config: [{ arn: '<module.queue.aws_sqs_queue.missed_ticks.arn>' }],
  });
});

it('hands over no tick when the next one is there', async () => {
  const { one } = plan(await readConfiguration(), least);
  const [target] = one('module.schedule.aws_scheduler_schedule.tick').target as readonly [Record<string, unknown>];
  expect(target.retry_policy).toEqual([{ maximum_event_age_in_seconds: 60, maximum_retry_attempts: 2 }]);
});

it('stops when it is told to', async () => {
  const { one } = plan(await readConfiguration(), { ...least, enabled: false });
  expect(one('module.schedule.aws_scheduler_schedule.tick').state).toBe('DISABLED');
});
