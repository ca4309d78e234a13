import type { ResourceName, RoleName } from './resources.js';

/** A right that no call of the code asks for, and that it does not work without. */
export interface Need {
  readonly actions: readonly string[];
  readonly on: ResourceName;
  readonly because: string;
}

const ofBoth: readonly Need[] = [
  {
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    on: 'topicsKey',
    because: 'SNS encrypts a message with the rights of whoever publishes it',
  },
  {
    actions: ['kms:Decrypt'],
    on: 'parameterKeys',
    because: 'a SecureString under a key of your own is decrypted with the rights of whoever reads it',
  },
  {
    actions: ['secretsmanager:GetSecretValue'],
    on: 'secrets',
    because: 'Parameter Store passes /aws/reference/secretsmanager/… on with the rights of whoever asks',
  },
];

/** By who holds them. */
export const needs: Readonly<Record<RoleName, readonly Need[]>> = {
  scheduler: [
    ...ofBoth,
    {
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      on: 'schedulerLogs',
      because: 'Lambda writes logs and metric lines with the role of the function',
    },
    {
      actions: ['sqs:SendMessage'],
      on: 'failures',
      because: 'Lambda puts an event that failed for good there with the role of the function',
    },
  ],
  worker: [
    ...ofBoth,
    {
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      on: 'workerLogs',
      because: 'Lambda writes logs and metric lines with the role of the function',
    },
    {
      actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      on: 'shares',
      because: 'the event source takes messages from the queue with the role of the function',
    },
  ],
  schedule: [
    {
      actions: ['lambda:InvokeFunction'],
      on: 'schedulerFunction',
      because: 'EventBridge Scheduler starts the function with the role of the schedule',
    },
    {
      actions: ['sqs:SendMessage'],
      on: 'missedTicks',
      because: 'EventBridge Scheduler puts a tick that it could not hand over there with the role of the schedule',
    },
  ],
};
