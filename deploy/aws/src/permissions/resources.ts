/** Everything that a role of the deployment may touch, by the name under which Terraform knows its ARNs. */
export const resourceNames = [
  'table',
  'newsTopic',
  'alertsTopic',
  'topicsKey',
  'shares',
  'deadLetters',
  'failures',
  'missedTicks',
  'parameters',
  'parameterKeys',
  'secrets',
  'schedulerLogs',
  'workerLogs',
  'schedulerFunction',
] as const;

export type ResourceName = (typeof resourceNames)[number];

/** Who holds a policy: each function by its name, and the schedule, which starts the scheduler. */
export const roleNames = ['scheduler', 'worker', 'schedule'] as const;

export type RoleName = (typeof roleNames)[number];
