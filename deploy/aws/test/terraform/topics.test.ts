import { describe, expect, it } from 'vitest';
import { readConfiguration } from './support/configuration.js';
import { least } from './support/given.js';
import { type Plan, plan } from './support/plan.js';

async function planned(given: object = {}): Promise<Plan> {
  return plan(await readConfiguration(), { ...least, ...given });
}

function allowedTo(
  service: string,
  policy: unknown,
): readonly { readonly Action: unknown; readonly Condition: unknown }[] {
  const { Statement } = JSON.parse(String(policy)) as { readonly Statement: readonly Record<string, unknown>[] };
  const own = Statement.filter(({ Effect, Principal }) => Effect === 'Allow' && Object(Principal).Service === service);
  return own as unknown as readonly { readonly Action: unknown; readonly Condition: unknown }[];
}

describe('the topics', () => {
  it('are encrypted under a key that CloudWatch may use, for the alarms of this deployment', async () => {
    const { one, of } = await planned();
    for (const topic of of('aws_sns_topic').values())
      expect(topic.kms_master_key_id).toBe('<module.topics.aws_kms_key.topics.arn>');
    const [onKey, ...others] = allowedTo('cloudwatch.amazonaws.com', one('module.topics.aws_kms_key.topics').policy);
    const [onTopic] = allowedTo('cloudwatch.amazonaws.com', one('module.topics.aws_sns_topic_policy.alerts').policy);
    expect(others).toEqual([]);
    expect(onKey?.Action).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
    expect(onTopic?.Action).toBe('sns:Publish');
    expect(onTopic?.Condition).toEqual(onKey?.Condition);
    expect(JSON.stringify(onKey?.Condition)).toContain(':alarm:ingest-*');
  });

  it('let CloudWatch say nothing about news', async () => {
    const { one } = await planned();
    expect(allowedTo('cloudwatch.amazonaws.com', one('module.topics.aws_sns_topic_policy.news').policy)).toEqual([]);
  });

  it('refuse what comes unencrypted', async () => {
    const { of } = await planned();
    for (const [name, { policy }] of of('aws_sns_topic_policy'))
      expect(JSON.parse(String(policy)).Statement).toContainEqual({
        Sid: 'OnlyEncrypted',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Resource: `<module.topics.aws_sns_topic.${name}.arn>`,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      });
  });

  it('send alerts to an address, if there is one', async () => {
    expect((await planned()).of('aws_sns_topic_subscription').size).toBe(0);
    const { of } = await planned({ alert_email: 'news@example.com' });
    expect([...of('aws_sns_topic_subscription').values()]).toEqual([
      { topic_arn: '<module.topics.aws_sns_topic.alerts.arn>', protocol: 'email', endpoint: 'news@example.com' },
    ]);
  });
});
