/** `failover`: the first source that answers; `parallel`: all of them, merged by story. */
export const modes = ['failover', 'parallel'] as const;
export type Mode = (typeof modes)[number];
