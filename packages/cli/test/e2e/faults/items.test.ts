import type { NewsItem } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { body, json } from './support/answers.js';
import { expectFailover } from './support/expectations.js';
import { faultWorld } from './support/fault-world.js';
import { finnhubList, tiingoList } from './support/lists.js';
import { finnhubItem, finnhubStory, noNews, tiingoItem, tiingoItems } from './support/news.js';
import { forever, times } from './support/script.js';
import { strangers } from './support/strangers.js';

const world = faultWorld();
const stranger = strangers();

const minute = 60_000;
const bare = () => tiingoItem({ id: 1, at: Date.now() - 10 * minute });

/** A run over one page of the primary. */
async function runOver(...items: readonly unknown[]) {
  world.tiingo.plays(json(items), noNews);
  return world.run();
}

const byId = (stories: readonly NewsItem[]) =>
  new Map(stories.flatMap((story) => story.attributions.map(({ sourceId }) => [sourceId, story] as const)));

describe('a malformed item', () => {
  const malformed: readonly (readonly [string, unknown])[] = [
    ['null', null],
    ['one without a title', { ...bare(), id: 7, title: undefined }],
    ['one with a number for a title', { ...bare(), id: 7, title: 42 }],
  ];

  it.each(malformed)('row 39: among fifty good ones is kept with its reason: %s', async (_, bad) => {
    const good = tiingoItems(50);
    const ran = await runOver(...good.slice(0, 20), bad, ...good.slice(20));
    expect(ran.exitCode).toBe(0);
    expect(ran.report).toMatchObject({ outcome: 'ok', failovers: [], items: { received: 51, new: 50, rejected: 1 } });
    expect(await world.events()).toMatchObject([{ success: true, rejectedCount: 1 }]);
    const rejected = await world.rejected();
    expect(rejected.map(({ source, raw }) => [source, raw])).toEqual([['tiingo', JSON.stringify(bad)]]);
    expect(rejected[0]?.reason).toMatch(/\S/);
  });

  it('row 40: is a change of format when there is no other', async () => {
    const items = malformed.map(([, bad]) => bad);
    world.tiingo.plays(json(items));
    world.finnhub.plays(times(2, finnhubStory));
    const event = await expectFailover(world, await world.run(), 'MALFORMED_RESPONSE');
    expect(event.rejectedCount).toBe(items.length);
    expect(await world.rejected()).toHaveLength(items.length);
  });
});

describe('a time', () => {
  const withTime = (id: number, publishedDate: unknown) => ({
    ...tiingoItem({ id, at: Date.now() - 10 * minute }),
    publishedDate,
  });

  it('row 41: that cannot be one is rejected, one far ahead is counted and comes again, and the next news is found', async () => {
    const unusable = [
      undefined,
      null,
      '',
      0,
      '0',
      'now',
      '1970-01-01T00:00:00Z',
      '1989-12-31T23:59:59Z',
      '2026-02-30T10:00:00Z',
    ];
    const ahead = ['2099-01-01T00:00:00Z', '9999-12-31T23:59:59Z'];
    const good = tiingoItem({ id: 100, at: Date.now() - 5 * minute });
    const items = [
      ...ahead.map((time, index) => ({ ...withTime(50 + index, time), crawlDate: time })),
      good,
      ...unusable.map((time, index) => withTime(1 + index, time)),
    ];
    world.tiingo.plays(json(items), noNews);
    const ran = await world.run();
    expect(ran.exitCode).toBe(0);
    expect(ran.report.items).toMatchObject({ new: 1, rejected: items.length - 1 });
    expect(await world.rejected()).toHaveLength(unusable.length);

    const next = tiingoItem({ id: 101, at: Date.now() - minute });
    world.tiingo.plays(json([...items.slice(0, 2), next, ...items.slice(2)]), noNews);
    expect((await world.run()).report.items).toMatchObject({ new: 1, duplicate: 1 });
    expect((await world.items()).map(({ attributions }) => attributions[0]?.sourceId)).toEqual(['101', '100']);
  });

  it('row 42: is read in each of its forms and kept in one', async () => {
    const at = Math.floor((Date.now() - 60 * minute) / 1000) * 1000;
    const local = new Date(at).toISOString().slice(0, 19);
    const inIndia = new Date(at + 330 * minute).toISOString().slice(0, 19);
    const ran = await runOver(
      withTime(1, local),
      withTime(2, `${inIndia}+05:30`),
      withTime(3, `${local}.123456Z`),
      withTime(4, at),
      withTime(5, at / 1000),
      withTime(6, local.replace('T', ' ')),
      withTime(7, String(at / 1000)),
    );
    expect(ran.report.items).toMatchObject({ new: 7, rejected: 0 });
    const iso = new Date(at).toISOString();
    for (const [id, { publishedAt }] of byId(await world.items()))
      expect([id, publishedAt]).toEqual([id, id === '3' ? iso.replace('.000', '.123') : iso]);
  });

  it('row 43: a little ahead is taken, one further ahead when our clock has reached it', async () => {
    const soon = tiingoItem({ id: 1, at: Date.now() + 14 * minute });
    const later = tiingoItem({ id: 2, at: Date.now() + 40 * minute });
    world.tiingo.plays(json([later, soon]), noNews);
    const first = await world.run();
    expect(first.exitCode).toBe(0);
    expect(first.report.items).toMatchObject({ new: 1, rejected: 1 });
    expect(await world.rejected()).toEqual([]);
    expect((await world.items()).map(({ publishedAt }) => publishedAt)).toEqual([soon.publishedDate]);

    // What appeared in between was found between the two times: the source was read no further than our own clock.
    const between = tiingoItem({ id: 3, at: Date.now() + 5 * minute });
    world.clock.aheadMs = 41 * minute;
    world.tiingo.plays(json([later, soon, between]), noNews);
    const second = await world.run();
    expect(second.report.items).toMatchObject({ new: 2, duplicate: 1, rejected: 0 });
  });
});

describe('an id', () => {
  it('row 44: keeps all its digits, whatever it is; without one the headline identifies', async () => {
    const at = Date.now() - 10 * minute;
    const title = (name: string) => `Redmayne Foods opens its kitchen in ${name} after a long delay`;
    const item = (id: string, name: string) =>
      JSON.stringify({ ...tiingoItem({ id: 0, at, title: title(name) }), id: '@' }).replace('"@"', id);
    const { id: _, ...withoutId } = tiingoItem({ id: 0, at, title: title('Zermatt') });
    const items = [
      item('-5', 'Aarhus'),
      item('0', 'Bergen'),
      item('1.5', 'Calais'),
      item('"x-17"', 'Dublin'),
      item('90071992547409931234', 'Essen'),
      item('90071992547409931235', 'Florence'),
      item('12', 'Ghent'),
      item('12', 'Ghent'),
      JSON.stringify(withoutId),
      JSON.stringify(withoutId),
    ];
    world.tiingo.plays(body(`[${items.join(',')}]`), noNews);
    const ran = await world.run();
    expect(ran.exitCode).toBe(0);
    expect(ran.report.items).toMatchObject({ new: 8, duplicate: 2, rejected: 0 });
    const ids = (await world.items()).map(({ attributions }) => attributions.map(({ sourceId }) => sourceId));
    expect(ids.flat().sort()).toEqual(
      ['-5', '0', '1.5', '12', '90071992547409931234', '90071992547409931235', 'x-17', undefined].sort(),
    );
  });
});

describe('a url', () => {
  it('row 45: that no browser should open is dropped, and its item stays', async () => {
    const urls = [
      'javascript:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      'file:///etc/passwd',
      '//evil.example/x',
      'https://news.example/a b',
      `https://news.example/${'x'.repeat(10_000)}`,
      'https://user:password@news.example/',
      'ftp://news.example/x',
      '',
      42,
    ];
    const good = 'https://news.example/good?x=1#y';
    const ran = await runOver(
      ...[...urls, good].map((url, index) => ({
        ...tiingoItem({ id: index, at: Date.now() - (index + 2) * minute }),
        url,
      })),
    );
    expect(ran.report.items).toMatchObject({ new: urls.length + 1, rejected: 0 });
    const kept = (await world.items()).flatMap(({ url, attributions }) => [
      url,
      ...attributions.map((each) => each.url),
    ]);
    expect(new Set(kept)).toEqual(new Set([undefined, good]));
  });

  it('row 92: of an item is never fetched', async () => {
    const ran = await runOver(
      { ...bare(), url: `${stranger.url}/news` },
      { ...tiingoItem({ id: 2, at: Date.now() - 20 * minute }), url: 'http://169.254.169.254/latest/meta-data/' },
    );
    expect(ran.report.items.new).toBe(2);
    expect(await world.items()).toHaveLength(2);
    expect(stranger.connections).toBe(0);
  });
});

describe('a text', () => {
  const titled = (id: number, title: unknown) => ({ ...tiingoItem({ id, at: Date.now() - (id + 2) * minute }), title });

  it('row 46: that is too long is cut at a character and marked', async () => {
    const ran = await runOver({ ...titled(1, '🚀'.repeat(50_000)), description: '🚀'.repeat(500_000) });
    expect(ran.report.items).toMatchObject({ new: 1, rejected: 0 });
    const [story] = await world.items();
    for (const [text, most] of [
      [story?.headline, 500],
      [story?.description, 5000],
    ] as const) {
      expect(text?.length).toBeLessThanOrEqual(most);
      expect(text?.length).toBeGreaterThan(most - 3);
      expect(text).toMatch(/^(?:🚀)+…$/u);
    }
  });

  it('row 47: of white space is rejected, one of marks is stored and never merged', async () => {
    const ran = await runOver(
      titled(1, ''),
      titled(2, ' \t\u00a0'),
      titled(3, '???'),
      titled(4, '???'),
      titled(5, '!!!'),
    );
    expect(ran.report.items).toMatchObject({ new: 3, rejected: 2 });
    expect((await world.items()).map(({ headline }) => headline)).toEqual(['???', '???', '!!!']);
    expect((await world.rejected()).map(({ reason }) => reason)).toEqual(['headline: empty', 'headline: empty']);
  });

  it('row 48: with control characters is data, shown escaped', async () => {
    const nasty = 'Calder \u0000\u001b[2J\u0007 grows\u009b31m fast \u202egnp.exe\u2066';
    const ran = await runOver({ ...titled(1, nasty), source: `wire\u001b]0;x\u0007`, description: nasty });
    expect(ran.report.items).toMatchObject({ new: 1 });
    const [story] = await world.items();
    expect(story?.headline).toBe(nasty.replace('\u0000', ''));
    const table = await world.ingest('items', '--store', 'news.db');
    expect(table.stdout).toContain('\\x1b[2J\\x07');
    expect(table.stdout).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    const asJson = await world.ingest('items', '--store', 'news.db', '--json');
    expect(asJson.stdout).toContain('\\u001b[2J\\u0007');
    const csv = await world.ingest('items', '--store', 'news.db', '--format', 'ndjson');
    expect(csv.stdout).toContain('\\u001b[2J');
  });

  it('row 48: with control characters in an error is shown escaped', async () => {
    const detail = 'Down\u001b[2J for\u0007 repairs \u202e now';
    world.tiingo.plays(json({ detail }, { status: 400 }));
    world.finnhub.plays(json({ error: detail }, { status: 404 }));
    const shown = await world.ingest('run', '--tickers', 'AAPL', '--store', 'news.db');
    expect(shown.exitCode).toBe(4);
    for (const source of ['tiingo', 'finnhub'])
      expect(`${shown.stdout}${shown.stderr}`).toMatch(new RegExp(`${source}.*Down\\\\x1b\\[2J for\\\\x07 repairs`));
    const [event] = await world.events();
    expect(event?.errorMessage).toContain(detail);
  });

  it('row 49: that a spreadsheet would run is made harmless in CSV, and there alone', async () => {
    const titles = [
      '=HYPERLINK("https://evil.example")',
      '+1 for Calder Motors',
      '-1 for Redmayne Foods',
      '@SUM(1)',
      '\t=1+1',
    ];
    await runOver(...titles.map((title, index) => titled(index, title)));
    const csv = (await world.ingest('items', '--store', 'news.db', '--format', 'csv')).stdout;
    const cells = csv.split('\n').slice(1).join('\n');
    expect(cells).toContain(`'=HYPERLINK(`);
    expect(cells).not.toMatch(/(?:^|,|")[=+@-](?:HYPERLINK|1|SUM)/m);
    const kept = (await world.items()).map(({ headline }) => headline).sort();
    expect(kept).toEqual(titles.map((title) => title.trim()).sort());
  });

  it('row 50: with quotes, SQL and templates is kept letter by letter', async () => {
    const titles = [
      `"O'Neil" says 'no'`,
      `Robert'); DROP TABLE stories;--`,
      'Costs ${process.env.HOME} more',
      '{{constructor}} %s %n \\u0041',
    ];
    await runOver(...titles.map((title, index) => titled(index, title)));
    expect((await world.items()).map(({ headline }) => headline).sort()).toEqual([...titles].sort());
    expect((await world.check()).stories).toBe(titles.length);
  });
});

describe('an answer', () => {
  it('row 51: in no order is stored whole, and what is newer is found next time', async () => {
    const second = Date.now() - 30 * minute;
    const scattered = tiingoItems(240).map((item, index) => ({ ...item, rank: (index * 7919) % 240 }));
    const shuffled = scattered.toSorted((left, right) => left.rank - right.rank);
    const sameSecond = Array.from({ length: 30 }, (_, index) => tiingoItem({ id: 500 + index, at: second }));
    const pages = [...shuffled.slice(0, 100), ...sameSecond, ...shuffled.slice(100)];
    world.tiingo.plays(json(pages.slice(0, 100)), json(pages.slice(100, 200)), json(pages.slice(200)), noNews);
    const first = await world.run();
    expect(first.exitCode).toBe(0);
    expect(first.report.items).toMatchObject({ received: 270, new: 270 });

    world.tiingo.plays(
      forever(tiingoList([...tiingoItems(240), ...sameSecond, tiingoItem({ id: 900, at: Date.now() - 1000 })])),
    );
    const next = await world.run();
    expect(next.report.items.new).toBe(1);
    expect(await world.items()).toHaveLength(271);
  });

  it('row 52: in which an item was edited revises its story and announces nothing', async () => {
    const [item, ...others] = tiingoItems(3);
    await runOver(item, ...others);
    const edited = { ...item, title: 'Calder Motors postpones its northern plant to next year' };
    const ran = await runOver(edited, ...others);
    expect(ran.report.items).toMatchObject({ new: 0, revised: 1, duplicate: 2 });
    expect(ran.report.notifications.queued).toBe(0);
    const story = byId(await world.items()).get(String(item?.id));
    expect(story).toMatchObject({ headline: edited.title, revision: 1 });
    expect(await world.items()).toHaveLength(3);
  });

  it('row 53: about the same news as that of the other source joins its story', async () => {
    const at = Date.now() - 30 * minute;
    const carried = [
      tiingoItem({ id: 1, at, title: 'Calder Motors’ profit “doubles” in  second quarter - Reuters' }),
      tiingoItem({ id: 2, at: at - 5 * minute, title: 'Redmayne Foods names Ada Lund as chief executive' }),
    ];
    const again = [
      finnhubItem({ id: 11, at: at + 45_000, title: 'Calder Motors\' profit "doubles" in second quarter' }),
      finnhubItem({
        id: 12,
        at: at - 5 * minute + 1000,
        title: 'Redmayne Foods names Ada Lund as chief executive | CNBC',
      }),
    ];
    world.tiingo.plays(forever(tiingoList(carried)));
    world.finnhub.plays(forever(finnhubList(again)));
    const ran = await world.run('--mode', 'parallel', '--tickers', 'AAPL');
    expect(ran.exitCode).toBe(0);
    expect(ran.report.items).toMatchObject({ received: 4, new: 2, collisions: 2, duplicate: 0 });
    const items = await world.items();
    expect(items).toHaveLength(2);
    for (const { attributions } of items)
      expect(attributions.map(({ source }) => source).sort()).toEqual(['finnhub', 'tiingo']);
  });

  it('row 54: that is the same twenty times adds events and nothing else', async () => {
    world.tiingo.plays(forever(tiingoList(tiingoItems(30))));
    const first = await world.run();
    expect(first.report.items.new).toBe(30);
    const digest = await world.digest();
    for (let runs = 1; runs < 20; runs += 1) {
      const ran = await world.run();
      expect(ran.report.items).toMatchObject({ new: 0, revised: 0, collisions: 0, duplicate: 30, rejected: 0 });
      expect(ran.report.notifications.queued).toBe(0);
    }
    expect(await world.digest()).toBe(digest);
    expect(await world.events()).toHaveLength(20);
    expect(await world.check()).toMatchObject({ stories: 30, articles: 30 });
  });
});
