import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createProgram } from '../../packages/cli/src/program.js';
import { demoDay, inEmptyDirectory, ingest } from '../../packages/cli/test/support/ingest.js';
import { askServer, hasPostgres, temporaryStore } from '../../packages/cli/test/support/postgres.js';
import { finnhubNews, json, providers, tiingoList, tiingoNews } from '../../packages/cli/test/support/providers.js';
import { readPages } from '../docs/pages.mjs';
import { packageNames, root } from '../lib/root.mjs';

const directory = inEmptyDirectory();
const server = providers();
const pages: readonly { readonly path: string; readonly text: string }[] = readPages(root);

describe('the example of a package', () => {
  test.each([
    ['core', 'js', 'core.mjs'],
    ['adapters', 'js', 'adapters.mjs'],
    ['storage', 'js', 'storage.mjs'],
    ['cli', 'sh', 'cli.sh'],
  ])('stands in the README of %s as it is run', (name, language, file) => {
    expect(textOf(`packages/${name}/README.md`)).toContain(`\`\`\`${language}\n${textOf(`examples/${file}`)}\`\`\`\n`);
  });

  test('core: fails over, tells it on the way and reports it', async () => {
    server.answer.tiingo = json({ detail: 'You do not have permission to access the News API' }, 403);
    server.answer.finnhub = finnhubNews;
    useProviders();
    const lines = await runExample('core.mjs');
    expect(lines.at(0)).toEqual(['run:started']);
    expect(lines).toContainEqual(['failover:happened']);
    const failover = { from: 'tiingo', to: 'finnhub', code: 'FORBIDDEN', tickers: ['AAPL', 'BRK.B'] };
    expect(lines.at(-1)).toEqual(['ok', '2 new', [failover]]);
  });

  test('adapters: reads the news out of a recording', async () => {
    cpSync(join(demoDay, '0935.har'), 'day.har');
    const lines = await runExample('adapters.mjs');
    expect(lines).toHaveLength(41);
    expect(lines).toContainEqual([
      '2026-06-04T10:02:36Z',
      'Fund manager sells technology shares for first time in a year',
    ]);
  });

  test('storage: asks a store that a run has filled, and backs it up', async () => {
    await replayDemoDay('sqlite:ingest.db');
    const lines = await runExample('storage.mjs');
    expect(lines.at(0)).toEqual(['22 stories carried by Finnhub']);
    expect(lines).toContainEqual(['2026-06-04T08:31:15.000Z', 'Chip makers slip as export rules are tightened', 4]);
    expect((await ingest('db', 'check', '--store', 'ingest-backup.db')).exitCode).toBe(0);
  });

  test('cli: every line works, one after the other', async () => {
    server.answer.tiingo = tiingoList(tiingoNews(3));
    useProviders();
    const outputs: string[] = [];
    for (const args of commandsIn(textOf('examples/cli.sh'))) {
      const { exitCode, stdout } = await ingest(...args);
      expect(`${args.join(' ')} ends with ${exitCode}`).toBe(`${args.join(' ')} ends with 0`);
      outputs.push(stdout);
    }
    expect(outputs.filter((text) => text.includes('Calder Motors opens plant number 2'))).not.toEqual([]);
    expect(outputs.join('')).toContain('3 stories');
  });
});

describe('the page about SQLite', () => {
  const page = textOf('docs/storage/sqlite.md');

  test('has queries that work and find something', async () => {
    const query = await openDemoDay();
    const queries = blocksOf(page, 'sql');
    expect(queries.length).toBeGreaterThan(1);
    for (const sql of queries) expect(query(sql).length, sql).toBeGreaterThan(0);
  });

  test('names the views with all of their columns and no other', async () => {
    const query = await openDemoDay();
    const columnsOf = (view: string) => query(`select name from pragma_table_info('${view}')`).map(({ name }) => name);
    expect(columnsOfNewsIn(page)).toEqual(columnsOf('news').sort());
    for (const view of ['news_tickers', 'story_keys'])
      expect(page).toContain(`\`${view}(${columnsOf(view).join(', ')})\``);
  });

  async function openDemoDay() {
    await replayDemoDay('sqlite:news.db');
    const Database = createRequire(join(root, 'packages/storage/package.json'))('better-sqlite3');
    const client = new Database('news.db', { readonly: true });
    onTestFinished(() => client.close());
    return (sql: string): Record<string, unknown>[] => client.prepare(sql).all();
  }
});

describe.skipIf(!(await hasPostgres()))('the page about Postgres', () => {
  const page = textOf('docs/storage/postgres.md');
  const { url, schema } = temporaryStore();

  beforeEach(() => replayDemoDay(url));

  test('has queries that work and find something', async () => {
    const queries = blocksOf(page, 'sql').filter((block) => /^select /m.test(block));
    expect(queries.length).toBeGreaterThan(1);
    for (const sql of queries)
      expect((await askServer(sql.replaceAll('ingest.', `${schema}.`))).length, sql).not.toBe(0);
  });

  test('names the views with all of their columns and no other', async () => {
    const columnsOf = async (view: string) => {
      const rows = await askServer<{ readonly name: string }>(
        `select column_name as name from information_schema.columns
         where table_schema = '${schema}' and table_name = '${view}' order by ordinal_position`,
      );
      return rows.map(({ name }) => name);
    };
    expect(columnsOfNewsIn(page)).toEqual((await columnsOf('news')).sort());
    for (const view of ['news_tickers', 'story_keys'])
      expect(page).toContain(`\`${view}(${(await columnsOf(view)).join(', ')})\``);
  });
});

describe('every page', () => {
  const commands = pages.flatMap(({ path, text }) =>
    blocksOf(text, 'sh').flatMap((block) => commandsIn(block).map((args) => [path, args] as const)),
  );

  test('shows commands that the program knows, with options that it takes', async () => {
    expect(commands.length).toBeGreaterThan(20);
    const refused = [];
    for (const [path, args] of commands) {
      const why = await refusal(args);
      if (why !== null) refused.push(`${path}: ingest ${args.join(' ')}: ${why}`);
    }
    expect(refused).toEqual([]);
  });

  test('would be told of a command or an option that is not there', async () => {
    expect(await refusal(['runn'])).toMatch(/unknown command/);
    expect(await refusal(['db', 'check', '--stoer', 'a.db'])).toMatch(/unknown option/);
  });

  test('names no symbol of a package that cannot be imported from there', async () => {
    const imports = pages.flatMap(({ path, text }) =>
      [...blocksOf(text, 'js'), ...blocksOf(text, 'ts')].flatMap((block) =>
        [...block.matchAll(/import \{ ([^}]+) \} from '(@ingest\/[^']+)'/g)].map(
          ([, names = '', from = '']) =>
            [path, names.split(',').map((name) => name.trim().split(' ')[0]), from] as const,
        ),
      ),
    );
    expect(imports.length).toBeGreaterThan(packageNames.length);
    for (const [path, names, from] of imports)
      expect(await exportsOf(from), `${path}: ${from}`).toEqual(expect.arrayContaining(names));
  });
});

describe('the page about an extension', () => {
  test.each([
    ['scorer', 'scorer-words'],
    ['source', 'source-acme'],
    ['sink', 'sink-email'],
    ['store', 'store-jsonl'],
    ['scorer-transformers', 'scorer-transformers'],
  ])('shows of a %s what stands in its example', (page, example) => {
    const folder = join('examples/extensions', example);
    const files = readdirSync(join(root, folder)).filter((file) => file.endsWith('.mjs'));
    const texts = files.map((file) => textOf(join(folder, file)));
    const shown = blocksOf(textOf(`docs/extending/${page}.md`), 'js');
    expect(shown.length).toBeGreaterThan(3);
    expect(shown.filter((block) => !texts.some((text) => text.includes(block)))).toEqual([]);
  });
});

test('the first page shows what the shipped recording really gives', async () => {
  const [shown = ''] = blocksOf(textOf('docs/getting-started.md'), 'text');
  const { stdout } = await ingest('run', '--replay', demoDay);
  expect(shown.split('\n').length).toBeGreaterThan(3);
  expect(stdout).toContain(shown);
});

/** The folder of a user who installed the packages: an example imports them by name, and gets their sources. */
beforeEach(() => {
  const folder = join(directory.path, 'node_modules/@ingest');
  mkdirSync(folder, { recursive: true });
  for (const name of packageNames) symlinkSync(join(root, 'packages', name), join(folder, name), 'junction');
});

/** Runs an example in the working directory; answers with what it logged. */
async function runExample(file: string): Promise<unknown[][]> {
  const copy = join(directory.path, file);
  cpSync(join(root, 'examples', file), copy);
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  onTestFinished(() => log.mockRestore());
  await import(pathToFileURL(copy).href);
  return log.mock.calls;
}

/** What a user's own module may import from a package. */
async function exportsOf(from: string): Promise<string[]> {
  const file = join(directory.path, `${from.replaceAll(/\W/g, '-')}.mjs`);
  writeFileSync(file, `import * as all from '${from}';\nexport const names = Object.keys(all);\n`);
  const { names } = await import(pathToFileURL(file).href);
  return names;
}

async function replayDemoDay(store: string): Promise<void> {
  const { exitCode } = await ingest('run', '--replay', demoDay, '--store', store, '--quiet');
  expect(exitCode).toBe(0);
}

function useProviders(): void {
  for (const [name, value] of Object.entries(server.env())) vi.stubEnv(name, value);
}

function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The columns of the view `news` in the table of a page, sorted. */
function columnsOfNewsIn(page: string): string[] {
  const [, table = ''] = /^\| column of `news` .*\n\|[-|]+\|\n((?:\|.*\n)+)/m.exec(page) ?? [];
  return table
    .split('\n')
    .flatMap((row) => row.split('|')[1]?.match(/[a-z_]+/g) ?? [])
    .sort();
}

function blocksOf(page: string, language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block,
  );
}

/** The arguments of every `ingest …` of a shell script, up to a comment, a pipe or a redirection. */
function commandsIn(script: string): string[][] {
  return script
    .split('\n')
    .map((line) => /^(?:[A-Z_]+=\S+ )?(?:npx )?ingest (.*)/.exec(line.trim())?.[1]?.split(/ [#|>]/)[0] ?? '')
    .filter((line) => line !== '')
    .map((line) => (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', '')));
}

/** What the program says against a command line, without running it; null when it would run it. */
async function refusal(args: readonly string[]): Promise<string | null> {
  const program = createProgram(async () => {});
  program.configureOutput({ writeErr: () => {}, writeOut: () => {} });
  for (const command of program.commands) {
    command.copyInheritedSettings(program);
    for (const inner of command.commands) inner.copyInheritedSettings(program);
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
