import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfiguration, terraformFolder } from './support/configuration.js';
import { least } from './support/given.js';
import { type Plan, plan } from './support/plan.js';

const names = ['scheduler', 'worker'] as const;

async function planned(given: object = {}): Promise<Plan> {
  return plan(await readConfiguration(), { ...least, ...given });
}

describe('each function', () => {
  it.each(names)('logs in JSON to a group of its own name that forgets: %s', async (name) => {
    const { one } = await planned({ log_retention_days: 14 });
    const made = one(`module.functions.aws_lambda_function.${name}`);
    const group = one(`module.functions.aws_cloudwatch_log_group.${name}`);
    expect(group).toEqual({ name: `/aws/lambda/${String(made.function_name)}`, retention_in_days: 14 });
    expect(made.logging_config).toEqual([{ log_format: 'JSON', log_group: group.name }]);
  });

  it.each(names)('is the built one, on a runtime and a processor that it was made for: %s', async (name) => {
    const { one } = await planned();
    expect(existsSync(join(terraformFolder, `../src/${name}.ts`))).toBe(true);
    expect(one(`module.functions.aws_lambda_function.${name}`)).toMatchObject({
      function_name: `ingest-${name}`,
      role: `<module.permissions.aws_iam_role.of["${name}"].arn>`,
      filename: `../dist/${name}.zip`,
      source_code_hash: expect.stringMatching(/=$/),
      handler: `${name}.handler`,
      runtime: 'nodejs22.x',
      architectures: ['arm64'],
      memory_size: 512,
      timeout: 120,
    });
  });
});

describe('the scheduler', () => {
  it('runs alone, unless the account has nothing to reserve', async () => {
    const concurrency = async (given: object) =>
      (await planned(given)).one('module.functions.aws_lambda_function.scheduler').reserved_concurrent_executions;
    expect(await concurrency({})).toBe(1);
    expect(await concurrency({ scheduler_concurrency: -1 })).toBe(-1);
  });

  it.each([30, 120, 480])('has room for three tries of %i s before an event is too old', async (seconds) => {
    const { one } = await planned({ timeout_seconds: seconds });
    const config = one('module.functions.aws_lambda_function_event_invoke_config.scheduler');
    expect(config).toMatchObject({
      function_name: 'ingest-scheduler',
      maximum_retry_attempts: 2,
      destination_config: [{ on_failure: [{ destination: '<module.queue.aws_sqs_queue.failures.arn>' }] }],
    });
    expect(config.maximum_event_age_in_seconds).toBeGreaterThanOrEqual(seconds + 60 + seconds + 120 + seconds);
    expect(config.maximum_event_age_in_seconds).toBeLessThanOrEqual(6 * 60 * 60);
  });
});
