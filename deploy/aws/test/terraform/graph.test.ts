import { describe, expect, it } from 'vitest';
import provider from './arguments.json' with { type: 'json' };
import { type Edit, readConfiguration } from './support/configuration.js';
import { edited } from './support/edited.js';
import { brokenArguments, brokenInputs, brokenReferences, idleParts } from './support/findings.js';

describe('the files', () => {
  it('are read, and no two blocks have one name', async () => {
    const configuration = await readConfiguration();
    expect([...configuration.keys()].sort()).toEqual([
      '',
      ...['alarms', 'dashboard', 'functions', 'permissions', 'queue', 'schedule', 'table', 'topics'].map(
        (name) => `modules/${name}`,
      ),
    ]);
  });

  it('would not be, with a brace too few', async () => {
    await expect(readConfiguration(edited('modules/table/main.tf', '  attribute {', '  attribute'))).rejects.toThrow();
  });

  it('would not be, with a second block of one name', async () => {
    const again: Edit = (path, text) => (path === 'outputs.tf' ? `${text}\noutput "store" {\n  value = 1\n}\n` : text);
    await expect(readConfiguration(again)).rejects.toThrow('store stands there 2 times');
  });
});

describe('a reference', () => {
  it('leads somewhere, each', async () => {
    expect(brokenReferences(await readConfiguration())).toEqual([]);
  });

  it.each([
    ['a variable', 'modules/table/variables.tf', 'variable "name"', 'variable "title"', 'var.name'],
    [
      'a resource',
      'modules/queue/main.tf',
      '"aws_sqs_queue" "failures"',
      '"aws_sqs_queue" "failed"',
      'aws_sqs_queue.failures',
    ],
    [
      'an output of a module',
      'modules/queue/outputs.tf',
      'output "shares_arn"',
      'output "shares"',
      'module.queue.shares_arn',
    ],
    ['a local', 'main.tf', '  scheduler_name = ', '  name_of_it = ', 'local.scheduler_name'],
    ['data', 'main.tf', 'data "aws_partition" "current"', 'data "aws_partition" "own"', 'data.aws_partition.current'],
  ])('is missed when %s is gone', async (_what, path, part, by, missed) => {
    const found = brokenReferences(await readConfiguration(edited(path, part, by)));
    expect(found.join('\n')).toContain(missed);
  });

  it('is found in the body of a loop, too', async () => {
    const found = brokenReferences(
      await readConfiguration(edited('modules/permissions/variables.tf', '"resources"', '"arns"')),
    );
    expect(found.join('\n')).toContain('var.resources');
  });
});

describe('a module', () => {
  it('is given what it declares, and nothing else', async () => {
    expect(brokenInputs(await readConfiguration())).toEqual([]);
  });

  it('is missed when an input is not given, and when one is given that it does not have', async () => {
    const changed = await readConfiguration(edited('main.tf', '  is_divided            = local.is_divided\n'));
    expect(brokenInputs(changed)).toEqual(['module.functions is not given is_divided']);
    const other = await readConfiguration(
      edited('modules/schedule/variables.tf', 'variable "enabled"', 'variable "state"'),
    );
    expect(brokenInputs(other)).toEqual([
      'module.schedule does not declare enabled',
      'module.schedule is not given state',
    ]);
  });

  it('has no part that nobody uses', async () => {
    expect(idleParts(await readConfiguration())).toEqual([]);
  });

  it.each([
    ['a variable', 'main.tf', 'var.alarm_thresholds', '{}', 'root: nobody uses var.alarm_thresholds'],
    [
      'a local',
      'main.tf',
      'merge(local.shared_variables, local.worker_variables)',
      '{}',
      'root: nobody uses local.worker_variables',
    ],
    ['an output', 'outputs.tf', 'module.queue.failures_url', '"?"', 'root: nobody uses module.queue.failures_url'],
    [
      'data',
      'main.tf',
      'data.aws_partition.current.partition',
      '"aws"',
      'root: nobody uses data.aws_partition.current',
    ],
  ])('is missed when nobody uses %s', async (_what, path, part, by, problem) => {
    expect(idleParts(await readConfiguration(edited(path, part, by)))).toEqual([problem]);
  });
});

describe('an argument', () => {
  it('is one that the provider has, and every required one is given', async () => {
    expect(brokenArguments(await readConfiguration(), provider.types)).toEqual([]);
    expect(provider.provider).toBe('6.25.0');
  });

  it.each([
    [
      'misspelt',
      'modules/queue/main.tf',
      'sqs_managed_sse_enabled   = true\n\n  # Workers',
      'sse_enabled   = true\n\n  # Workers',
      'aws_sqs_queue.shares has no sse_enabled',
    ],
    [
      'in a block where it is none',
      'modules/functions/main.tf',
      'log_format = "JSON"\n    log_group  = aws_cloudwatch_log_group.worker',
      'log_form = "JSON"\n    log_group  = aws_cloudwatch_log_group.worker',
      'aws_lambda_function.worker.logging_config has no log_form',
    ],
    [
      'required and missing',
      'modules/schedule/main.tf',
      '    role_arn = var.role_arn\n',
      '',
      'aws_scheduler_schedule.tick.target needs role_arn',
    ],
    [
      'no block',
      'modules/table/main.tf',
      '  server_side_encryption {\n    enabled = true\n  }',
      '  server_side_encryption = true',
      'aws_dynamodb_table.news: server_side_encryption is a block',
    ],
    [
      'of no resource',
      'modules/queue/main.tf',
      '"aws_sqs_queue" "failures"',
      '"aws_sqs_queues" "failures"',
      'aws_sqs_queues.failures is of no type that the provider has',
    ],
  ])('is missed when it is %s', async (_what, path, part, by, problem) => {
    expect(brokenArguments(await readConfiguration(edited(path, part, by)), provider.types)).toContain(problem);
  });
});
