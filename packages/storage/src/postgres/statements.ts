import { createHash } from 'node:crypto';

/** A text that the server prepares once for each connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/**
 * Statements of a schema, written once for it. Tables are named with their schema: what a connection was set to before, as in
 * a pool that many programs share, means nothing.
 */
export function inSchema<Name extends string>(
  write: (at: string) => Readonly<Record<Name, string>>,
): (place: { readonly schema: string }) => Readonly<Record<Name, Statement>> {
  const written = new Map<string, Readonly<Record<Name, Statement>>>();
  return ({ schema }) => {
    const before = written.get(schema);
    if (before !== undefined) return before;
    const texts = Object.entries<string>(write(`${quoted(schema)}.`));
    const statements = Object.fromEntries(texts.map(([name, text]) => [name, toStatement(text)])) as Record<
      Name,
      Statement
    >;
    written.set(schema, statements);
    return statements;
  };
}

/** A name as SQL has it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Named by its text, so that two versions of this program on one pooled connection do not meet. */
function toStatement(text: string): Statement {
  return { name: `ingest_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`, text };
}
