import { z } from 'zod';

/** The paths of what a schema finds wrong in a value; none when it accepts it. */
export function wrongParts(schema: z.ZodType, value: unknown): readonly string[] {
  const issues = schema.safeParse(value).error?.issues ?? [];
  return issues.map(({ path }) => path.join('.'));
}

/** The value without one of its fields. */
export function without<T extends object>(value: T, field: keyof T): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== field));
}

/** The schema in the form that is published: of what a program reads. */
export function jsonSchemaOf(schema: z.ZodType) {
  return z.toJSONSchema(schema, { io: 'output' });
}
