import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cliPage, readHelp, subcommands } from '../docs/cli-page.mjs';
import { configPage } from '../docs/config-page.mjs';
import { driftFindings } from '../docs/drift.mjs';
import { errorsPage } from '../docs/errors-page.mjs';
import { eventsPage } from '../docs/events-page.mjs';
import { linkFindings } from '../docs/links.mjs';
import { metricsPage } from '../docs/metrics-page.mjs';
import { unnamedFindings } from '../docs/named.mjs';
import { jsonSchema, zodOf } from '../docs/schemas.mjs';
import { root } from '../lib/root.mjs';
import { coreManifest, sampleWorkspace, temporaryFolder, writeFiles } from './support/sample-workspace.js';

describe('the drift check', () => {
  const files = { 'docs/errors.md': '# Error codes\n\nBUSY\n' };

  test('is content with pages that agree with the code', () => {
    expect(driftFindings(writeFiles(temporaryFolder(), files), files)).toEqual([]);
  });

  test('names a page that is missing, and the line where one differs, with the command that mends it', () => {
    const todo = expect.stringContaining('npm run docs');
    expect(driftFindings(temporaryFolder(), files)).toEqual([
      expect.objectContaining({ file: 'docs/errors.md', todo }),
    ]);
    const edited = writeFiles(temporaryFolder(), { 'docs/errors.md': '# Error codes\n\nby hand\n' });
    expect(driftFindings(edited, files)).toEqual([expect.objectContaining({ line: 3, todo })]);
    const longer = writeFiles(temporaryFolder(), { 'docs/errors.md': `${files['docs/errors.md']}more\n` });
    expect(driftFindings(longer, files)).toHaveLength(1);
  });
});

describe('the check of names', () => {
  const names = { commands: ['ingest run', 'ingest db digest'], codes: ['TIMEOUT'] };
  const page =
    '`ingest run` and `ingest db digest` may end with TIMEOUT. Import `@ingest/core` or `@ingest/storage/sqlite`.\n';
  const unnamed = (files: Record<string, string>) => unnamedFindings(sampleWorkspace(files), names);

  test('finds what pages of any folder name', () => {
    expect(unnamed({ 'docs/storage/sqlite.md': page })).toEqual([]);
    expect(unnamed({ 'packages/core/README.md': page })).toEqual([]);
  });

  test('asks no page to name what is for this workspace alone', () => {
    const exports = { ...coreManifest.exports, './bundle': { '@ingest/source': './src/index.ts' } };
    const manifest = { ...coreManifest, exports };
    expect(unnamed({ 'docs/page.md': page, 'packages/core/package.json': JSON.stringify(manifest) })).toEqual([]);
  });

  test.each([
    ['a command', 'ingest db digest', 'ingest db'],
    ['a command', 'ingest run', 'ingest runs'],
    ['an error code', 'TIMEOUT', 'TIMEOUTS'],
    ['a subpath', '@ingest/storage/sqlite', '@ingest/storage'],
    ['the root of a package', '@ingest/core', '@ingest/core/testing'],
  ])('names %s that no page names: %s', (_, name, instead) => {
    const found = unnamed({ 'docs/page.md': page.replaceAll(name, instead) });
    expect(found.map(({ todo }) => todo)).toEqual([`no page names ${name}: say what it is for`]);
  });
});

test('a link to a file that is not there is named with its line', () => {
  const files = {
    'docs/a.md': '[b](b.md#part) [c](sources/c.md) [web](https://example.com) [here](#part)\n\n[gone](gone.md)\n',
    'docs/b.md': '# b\n',
    'docs/sources/c.md': '[up](../../packages/core/package.json)\n',
  };
  expect(linkFindings(sampleWorkspace(files))).toEqual([
    { file: 'docs/a.md', line: 3, rule: 'link', todo: 'gone.md is not there' },
  ]);
});

describe('the page of events', () => {
  const source = `
export type IngestEvent = Stopped | Begun;
/** It began. */
export interface Begun {
  readonly type: 'run:begun';
  /** When. */
  readonly at?: string | null;
}
/** It stopped. */
export interface Stopped { readonly type: 'run:stopped' }
`;

  test('has the members in the order of the union, with their comments and fields', () => {
    const page = eventsPage('events.ts', source);
    expect(page.indexOf('## `run:stopped`')).toBeLessThan(page.indexOf('## `run:begun`'));
    expect(page).toContain('## `run:begun`\n\nIt began.\n');
    expect(page).toContain('| `at?` | `string \\| null` | When. |');
  });

  test('cannot be made from a member without a comment, or from no union', () => {
    expect(() => eventsPage('events.ts', source.replace('/** It began. */', ''))).toThrow('Begun needs a doc comment');
    expect(() => eventsPage('events.ts', source.replace('IngestEvent', 'Other'))).toThrow('no union IngestEvent');
  });
});

describe('the page of error codes', () => {
  const row = {
    family: 'store',
    retry: 'never',
    breaker: 'untouched',
    ends: 'run',
    meaning: 'Full.',
    remedy: 'Make | room.',
  };

  test('has a row a code in the section of its family', () => {
    const page = errorsPage({ STORE_FULL: row });
    expect(page).toContain('| `STORE_FULL` | Full. | Make \\| room. | no | untouched | the run |');
    expect(page.indexOf('## The store')).toBeLessThan(page.indexOf('STORE_FULL'));
  });

  test('says of a sink’s failure nothing of sources and runs, which it does nothing to', () => {
    const page = errorsPage({ SINK_GONE: { ...row, family: 'sink' } });
    expect(page).toContain('## Sinks\n\n| code | what it means | what to do |\n');
    expect(page).toContain('| `SINK_GONE` | Full. | Make \\| room. |\n');
  });

  test('cannot be made with a family it has no section for', () => {
    expect(() => errorsPage({ ODD: { ...row, family: 'odd' } })).toThrow('ODD');
    expect(() => errorsPage({ ODD: { ...row, ends: 'odd' } })).toThrow('no words');
  });
});

describe('the page of metrics', () => {
  const labels = { source: null, kind: ['new', 'known'] };
  const items = { type: 'counter', unit: 'count', help: 'Items.', labels };
  const gauge = { of: 'items_total', aggregation: 'max', unit: 'Count', isZeroWhenNone: true, help: 'Known.' };
  const cloudwatch = {
    published: {
      Known: { ...gauge, only: { kind: ['known'] }, dimensionSets: [[], ['Source']] },
      New: { ...gauge, isOne: { kind: ['new'] }, dimensionSets: [['Source']], isZeroWhenNone: false, help: 'New.' },
    },
    alarms: {
      late: {
        description: 'Late.',
        why: 'Because.',
        namespace: 'AWS/SQS',
        metricName: 'Depth',
        dimensions: { QueueName: 'failures' },
        statistic: 'Maximum',
        comparison: 'GreaterThanOrEqualToThreshold',
        threshold: 1,
        periodSeconds: 300,
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        treatMissingData: 'ignore',
        missingBecause: 'Nobody knows.',
        runbook: 'docs/runbook.md#late',
      },
    },
  };

  test('has a row a metric in the section of its type, with its labels', () => {
    const page = metricsPage(
      {
        took: { ...items, type: 'histogram', labels: {}, buckets: [1, 5] },
        items_total: items,
      },
      cloudwatch,
    );
    expect(page).toContain('| `items_total` | `source`; `kind`: new, known | count | Items. |');
    expect(page).toContain('| `took` | count | 1, 5 | Items. |');
    expect(page.indexOf('items_total')).toBeLessThan(page.indexOf('## Histograms'));
  });

  test('cannot be made with a type it has no section for', () => {
    expect(() => metricsPage({ odd: { ...items, type: 'summary' } }, cloudwatch)).toThrow('odd');
  });

  test('says what CloudWatch is told of it, how many metrics that is, and what wakes people', () => {
    const page = metricsPage({ items_total: items }, cloudwatch);
    expect(page).toContain('1 for the whole and 2 for each source');
    expect(page).toContain('With two sources that is 5;');
    expect(page).toContain(
      '| `Known` | `items_total`; `kind`: known | none; `Source` | Count | largest | 0 | Known. |',
    );
    expect(page).toContain(
      '| `New` | `items_total`; 1 where `kind` is new | `Source` | Count | largest | missing | New. |',
    );
    expect(page).toContain(
      '| `late` | largest AWS/SQS `Depth` of failures ≥ 1 | 2 of 3, each 5 min | `ignore`. Nobody knows. | Late. Because. | [late](runbook.md#late) |',
    );
  });
});

describe('the page of settings', () => {
  const schema = {
    properties: {
      mode: { enum: ['failover', 'parallel'], default: 'failover', description: 'How.' },
      tickers: { type: 'array', items: { type: 'string' }, default: [], description: 'Which.' },
      sources: {
        type: 'array',
        description: 'The chain.',
        items: {
          anyOf: [
            { type: 'string' },
            {
              type: 'object',
              properties: { timeoutMs: { type: 'integer', minimum: 100, maximum: 10_000, description: 'How long.' } },
            },
          ],
        },
      },
    },
  };

  const sources = {
    wire: { keyVariable: 'WIRE_API_KEY', baseUrlVariable: 'WIRE_BASE_URL', defaultBaseUrl: 'https://wire.example.com' },
  };

  test('has the variables of every source', () => {
    const page = configPage(schema, sources);
    expect(page).toContain('| `WIRE_API_KEY` |  | The key of wire. |');
    expect(page).toContain('| `WIRE_BASE_URL` | https://wire.example.com | Where the API of wire is. |');
  });

  test('has a row a setting, those of list entries included', () => {
    const page = configPage(schema, sources);
    expect(page).toContain('| `mode` | `failover` or `parallel` | `failover` | How. |');
    expect(page).toContain('| `tickers` | list of text | `[]` | Which. |');
    expect(page).toContain('| `sources` | list of text or a map |  | The chain. |');
    expect(page).toContain('| `sources[].timeoutMs` | whole number, 100 to 10000 |  | How long. |');
  });

  test('has a variable for each setting that fits into a line, for the scorer and the token, and for nothing else', () => {
    const sinks = { type: 'array', description: 'Who.', items: { type: 'object', properties: {} } };
    const page = configPage({ properties: { ...schema.properties, sinks } }, sources);
    expect([...page.matchAll(/`(INGEST_\w+)`/g)].map(([, name]) => name)).toEqual([
      'INGEST_MODE',
      'INGEST_TICKERS',
      'INGEST_SOURCES',
      'INGEST_SCORER',
      'INGEST_HTTP_TOKEN',
    ]);
  });

  test('cannot be made from a setting that nobody described', () => {
    expect(() => configPage({ properties: { mode: { type: 'string' } } }, sources)).toThrow('mode has no description');
  });
});

describe('the JSON Schemas', () => {
  test('say what a program reads, and refuse a form that nobody can express', async () => {
    const { z } = await zodOf(join(root, 'packages/core/package.json'));
    const told = z.custom(() => true).meta({ type: 'string', pattern: '^[A-Z]+$' });
    expect(jsonSchema(z, z.object({ a: told })).properties).toEqual({ a: { type: 'string', pattern: '^[A-Z]+$' } });
    const silent = z.object({ a: z.array(z.object({ b: z.custom(() => true).nullable() })) });
    expect(() => jsonSchema(z, silent)).toThrow('a[].b has no form');
  });
});

describe('the page of the command line', () => {
  const bin = `
const [command] = process.argv.slice(2);
if (command === '--help') console.log('Usage: ingest\\n\\nCommands:\\n  db [options]    Care.\\n                  More words.\\n  help [command]  Help.\\n\\nMore:\\n  x  y');
else if (command === 'db') console.log('Usage: ingest db');
else process.exitCode = 2;
`;

  test('has the help of every command', () => {
    const help = readHelp(join(writeFiles(temporaryFolder(), { 'bin.mjs': bin }), 'bin.mjs'));
    expect(help.map(({ command }) => command)).toEqual(['ingest', 'ingest db']);
    expect(cliPage(help)).toContain('## ingest db\n\n```text\nUsage: ingest db\n```\n');
  });

  test('cannot be made when a help fails', () => {
    const broken = writeFiles(temporaryFolder(), { 'bin.mjs': bin.replace("'db'", "'store'") });
    expect(() => readHelp(join(broken, 'bin.mjs'))).toThrow('ingest db --help ended with 2');
  });

  test('has no commands below a command without them', () => {
    expect(subcommands('Usage: ingest run\n\nOptions:\n  --json  print JSON\n')).toEqual([]);
  });
});
