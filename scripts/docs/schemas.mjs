import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The shapes that programs outside of TypeScript read; name of the file to name of the export. */
const published = {
  'news-item': 'newsItem',
  'collection-event': 'collectionEvent',
  'run-report': 'runReport',
  'source-state': 'sourceState',
};

/** JSON Schemas of core's model as pairs of name and schema. */
export async function modelSchemas(root, core) {
  const { z } = await zodOf(join(root, 'packages/core/package.json'));
  return Object.entries(published).map(([name, exported]) => {
    if (core[exported] === undefined) throw new Error(`@ingest/core does not export ${exported}`);
    return [name, jsonSchema(z, core[exported])];
  });
}

/** What a program reads is the output of the schema. A form that Zod cannot express must say itself what it is. */
export function jsonSchema(z, schema) {
  const made = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  const [formless] = formlessParts(made);
  if (formless)
    throw new Error(`${formless} has no form in JSON Schema: add .meta({ type, pattern }) to its Zod schema`);
  return made;
}

const forms = ['type', 'enum', 'const', 'anyOf', 'oneOf', 'allOf', '$ref'];

/** Paths of parts that allow anything. */
function formlessParts(schema, path = '') {
  const parts = Object.entries(schema.properties ?? {}).map(([name, part]) => [part, path ? `${path}.${name}` : name]);
  if (schema.items) parts.push([schema.items, `${path}[]`]);
  for (const member of schema.anyOf ?? []) parts.push([member, path]);
  const own = forms.some((form) => form in schema) ? [] : [path];
  return [...own, ...parts.flatMap(([part, at]) => formlessParts(part, at))];
}

export const schemaText = (schema) => `${JSON.stringify(schema, null, 2)}\n`;

/** The very copy of Zod that the package uses, as an ES module. */
export async function zodOf(manifest) {
  const folder = pathToFileURL(createRequire(manifest).resolve('zod/package.json'));
  return import(new URL('index.js', folder).href);
}
