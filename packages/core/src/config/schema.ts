import * as z from 'zod';
import { exchangeNames } from '../calendar/exchange.js';
import { modes } from '../run/modes.js';
import { duration } from './duration.js';

const name = z.string().trim().min(1);

const source = z.strictObject({
  use: name.describe(
    'Which source: a built-in name, or one of your own: the path of a module (`./my-source.mjs`, from the configuration file) or a package.',
  ),
  name: name
    .optional()
    .describe(
      'What it is called in reports; default: the value of `use`, or the name that a module of your own gives itself.',
    ),
  enabled: z.boolean().default(true).describe('Whether it takes part.'),
  timeoutMs: z
    .int()
    .min(100)
    .max(10_000)
    .default(10_000)
    .describe('Longest time until its first whole page, in milliseconds.'),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !/^[^/]*\/\/[^/]*@/.test(url), 'expected a url without user and password')
    .optional()
    .describe('Where its API is; default: the source’s own address.'),
  plan: name
    .optional()
    .describe(
      'Which published quota applies (`free`, …); `none`: no quota but what replies say. Default: `free`; in a replay none.',
    ),
  options: z
    .record(z.string(), z.unknown())
    .default({})
    .describe(
      'Options of the adapter. `apiKey: "${VAR}"` takes the key from a variable of your choice; the source’s own variable beats it.',
    ),
});

/** A source as the configuration names it, in full. */
export type SourceSettings = z.infer<typeof source>;

/** A source that is only named, with the defaults of all else. */
export function namedSource(use: string): SourceSettings {
  return source.parse({ use });
}

const sink = z.looseObject({
  use: name.describe(
    'Which sink, such as `webhook`, `slack` or `file`, or one of your own: a path or a package. Its own options stand beside it; each has a page in docs/sinks.',
  ),
  name: name
    .optional()
    .describe('How it is known in the store; default: the value of `use` and a hash of where it goes.'),
  enabled: z.boolean().default(true).describe('Whether it is told of anything.'),
});

/** A sink as the configuration names it; its own options are among its members. */
export type SinkSettings = z.infer<typeof sink>;

const store = z.union(
  [
    name,
    z.strictObject({
      use: name.describe(
        'A store of your own: the path of a module (`./my-store.mjs`, from the configuration file) or a package.',
      ),
      options: z.record(z.string(), z.unknown()).default({}).describe('Its options, handed over as they are.'),
    }),
  ],
  'expected a url or a path, or a store of your own with use and options',
);

/** Where the news is kept, as the configuration names it: a url, or a store from outside with its options. */
export type StoreSettings = z.infer<typeof store>;

const sentiment = z.strictObject({
  scorer: z
    .union(
      [
        name,
        z.strictObject({
          use: name.describe(
            'A scorer of your own: the path of a module (`./my-scorer.mjs`, from the configuration file) or a package.',
          ),
          options: z.record(z.string(), z.unknown()).default({}).describe('Its options, handed over as they are.'),
        }),
      ],
      'expected lexicon, none, or a scorer of your own with use and options',
    )
    .default('lexicon')
    .describe(
      'Who reads the headlines that no source says anything about: `lexicon`, which is built in; `none`; or a scorer of your own: `./my-scorer.mjs`, `@acme/scorer`.',
    ),
});

/** How good or bad news is found to be. */
export type SentimentSettings = z.infer<typeof sentiment>;

const date = z.iso.date('expected a day, such as 2026-12-07');

const schedule = z.strictObject({
  calendar: z.enum(exchangeNames).default('XNYS').describe('The exchange whose hours are market hours.'),
  open: duration('1m', '1h').default('5m').describe('How often in market hours, on the marks of the clock.'),
  closed: duration('1m', '1d').default('1h').describe('How often outside them.'),
  closures: z
    .array(date)
    .default([])
    .describe('Days without a session that the calendar does not know yet, as the exchange announced them.'),
  earlyCloses: z
    .array(
      z.strictObject({
        date: date.describe('The day, at the exchange.'),
        close: z
          .string()
          .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day, such as 13:00')
          .describe('When it closes, on the clocks of the exchange.'),
      }),
    )
    .default([])
    .describe('Days that close early that the calendar does not know yet, with the time at the exchange: `13:00`.'),
});

/** When news is collected. */
export type ScheduleSettings = z.infer<typeof schedule>;

/** What a configuration file may say, with defaults and meanings; docs/config.md and the JSON Schema are made from it. */
export const settings = z.strictObject({
  tickers: z.array(name).default([]).describe('Which tickers to collect news for, such as `AAPL` or `BRK.B`.'),
  sources: z
    .array(z.preprocess((entry) => (typeof entry === 'string' ? { use: entry } : entry), source))
    .min(1)
    .prefault(['tiingo', 'finnhub'])
    .describe('The chain of sources; their order is their priority. A source that is not named is never asked.'),
  mode: z
    .enum(modes)
    .default('failover')
    .describe('`failover`: the first source that answers; `parallel`: all of them, merged by story.'),
  sentiment: sentiment.prefault({}).describe('How good or bad news is found to be.'),
  schedule: schedule.prefault({}).describe('When `ingest watch` collects.'),
  sinks: z.array(sink).default([]).describe('Who is told of new stories.'),
  alerts: z
    .array(sink)
    .default([])
    .describe('Who is told when something is wrong, and when it is over. The same sinks as in `sinks`.'),
  heartbeat: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('A url that is told of the start and the end of each run, so that somebody notices when there is none.'),
  store: store
    .default('sqlite:ingest.db')
    .describe(
      'Where the news is kept: `sqlite:news.db` (or a path, relative to the working directory), `postgres://user@host/database`, `dynamodb://table?region=eu-central-1` or `memory:`; or a store of your own: `./my-store.mjs`, `@acme/store`.',
    ),
});

/** The configuration with all defaults filled in. */
export type Settings = z.infer<typeof settings>;

/** JSON Schema of a configuration file, for editors. */
export function settingsJsonSchema(): Record<string, unknown> {
  const whole = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' });
  const sources = whole.properties?.sources;
  if (typeof sources !== 'object') throw new TypeError('the settings have no list of sources');
  // Zod cannot say what goes into a preprocess: a name alone, or the whole entry.
  const { $schema: _, ...entry } = z.toJSONSchema(source, { io: 'input' });
  sources.items = { anyOf: [{ type: 'string', minLength: 1 }, entry] };
  return whole;
}
