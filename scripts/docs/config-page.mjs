import { generatedFrom, table } from './markdown.mjs';

const intro = `A file \`ingest.config.yaml\` or \`ingest.config.json\`, found from the working directory upward. Flags beat the environment,
the environment beats \`.env\` beside the file, and that beats the file. \`\${NAME}\` in a value is taken from the environment. An
editor that knows JSON Schema completes and checks the file with \`@ingest/cli/schema/ingest.config.json\`.`;

const environment = `Keys come from the environment or from \`.env\` beside the configuration file, never from a flag. Under another name than those
below a key is given to its source in the file: \`{ use: tiingo, options: { apiKey: "\${MY_KEY}" } }\`.`;

/** docs/config.md from the JSON Schema of a configuration file and what the built-in sources read from the environment. */
export function configPage(schema, sources) {
  return `${[
    generatedFrom('packages/core/src/config/schema.ts and packages/adapters/src/sources/facts.ts'),
    '# Configuration',
    intro,
    table(['setting', 'form', 'default', 'meaning'], settingRows(schema)),
    '## Environment',
    environment,
    table(
      ['variable', 'default', 'meaning'],
      [...Object.entries(sources).flatMap(variableRows), ...overrideRows(schema), ...ownRows],
    ),
  ].join('\n\n')}\n`;
}

function variableRows([name, { keyVariable, baseUrlVariable, defaultBaseUrl }]) {
  // A source without keys, or whose options say where it is, has none.
  return [
    ...(keyVariable === null ? [] : [[code(keyVariable), '', `The key of ${name}.`]]),
    ...(baseUrlVariable === null ? [] : [[code(baseUrlVariable), defaultBaseUrl, `Where the API of ${name} is.`]]),
  ];
}

const ownRows = [
  ['`INGEST_SCORER`', '', 'Stands for the setting `sentiment.scorer`, without options.'],
  ['`INGEST_HTTP_TOKEN`', '', 'What [`watch --http`](watch.md#over-http) asks for, 16 characters or more.'],
];

/** Every setting of the file that fits into a line has a variable that stands for it. */
function overrideRows({ properties }) {
  return Object.entries(properties ?? {})
    .filter(([, setting]) => setting.type !== 'object' && (setting.type !== 'array' || holdsTexts(setting)))
    .map(([name, { type }]) => {
      const separated = type === 'array' ? '; its parts are separated by commas' : '';
      return [code(`INGEST_${name.toUpperCase()}`), '', `Stands for the setting ${code(name)}${separated}.`];
    });
}

function holdsTexts({ items = {} }) {
  return [items, ...(items.anyOf ?? [])].some(({ type }) => type === 'string');
}

/** One row a setting, its parts below it: `sources[].use`. */
export function settingRows(schema, prefix = '') {
  return Object.entries(schema.properties ?? {}).flatMap(([name, setting]) => {
    const path = `${prefix}${name}`;
    if (!setting.description) throw new Error(`the setting ${path} has no description`);
    const parts = [setting, ...(setting.anyOf ?? [])].flatMap((one) => settingRows(one, `${path}.`));
    const items = [setting.items ?? {}].flatMap((one) => [one, ...(one.anyOf ?? [])]);
    return [
      [`\`${path}\``, form(setting), defaultOf(setting), setting.description],
      ...parts,
      ...items.flatMap((one) => settingRows(one, `${path}[].`)),
    ];
  });
}

function form(schema) {
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum) return schema.enum.map(code).join(' or ');
  if (schema.anyOf) return [...new Set(schema.anyOf.map(form))].join(' or ');
  if (schema.type === 'array') return `list of ${form(schema.items ?? {})}`;
  const type =
    { integer: 'whole number', boolean: '`true` or `false`', object: 'a map', string: 'text' }[schema.type] ??
    schema.type ??
    'anything';
  if (schema.format === 'uri') return 'a url';
  const { minimum, maximum } = schema;
  const bounded = schema.type === 'integer' || schema.type === 'number';
  if (!bounded || (minimum === undefined && maximum === undefined)) return type;
  if (maximum === undefined || maximum === Number.MAX_SAFE_INTEGER) return `${type}, at least ${minimum}`;
  return minimum === undefined ? `${type}, at most ${maximum}` : `${type}, ${minimum} to ${maximum}`;
}

const defaultOf = (schema) => (schema.default === undefined ? '' : code(schema.default));
const code = (value) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
