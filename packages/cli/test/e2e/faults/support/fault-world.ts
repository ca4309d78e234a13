import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CollectionEvent, NewsItem, RunReport, StoreCheck } from '@ingest/core';
import { afterEach, beforeEach, onTestFinished } from 'vitest';
import { builtCommand, jsonOf } from '../../../support/built.js';
import { finnhubKey, tiingoKey } from '../../../support/providers.js';
import { type EndedCommand, expectInvariants, type Remains } from './invariants.js';
import { misbehavingProviders } from './misbehaving-providers.js';
import { checkStore } from './store-file.js';

/** A run of the command with its report; reading that of a run that printed none throws. */
export interface Ran extends EndedCommand {
  readonly report: RunReport;
}

export interface Rejected {
  readonly source: string;
  readonly reason: string;
  readonly raw: string;
}

interface SourceFields {
  readonly timeoutMs?: number;
  readonly plan?: string;
}

export interface Configuration {
  readonly tiingo?: SourceFields;
  readonly finnhub?: SourceFields;
  readonly [setting: string]: unknown;
}

const preloads = join(import.meta.dirname, '../../../support/preload');
/** A large store takes its time to be checked. */
const longestCheckMs = 120_000;
const configFile = 'ingest.config.json';

/**
 * The built command between two providers that misbehave, in a directory of its own with a configuration that knows no
 * quotas. After each test the invariants are held against everything that happened in it; what was scripted for a provider
 * and never played fails it too.
 */
export function faultWorld() {
  const command = builtCommand();
  const providers = misbehavingProviders();
  const state = blankState();
  /** Answers of commands that only read, as long as nothing wrote. */
  const known = new Map<string, Promise<EndedCommand>>();

  beforeEach(() => {
    Object.assign(state, blankState());
    known.clear();
    providers.clock.aheadMs = 0;
    configure({});
    // Only when all is cleaned up: a hook that throws keeps the others from running.
    onTestFinished(() => {
      for (const breach of state.breaches) throw breach;
    });
  });
  afterEach(async ({ task }) => {
    // A test that has failed already has said what matters.
    if (task.result?.state === 'fail') return;
    try {
      providers.assertPlayed();
      await holdInvariants();
    } catch (error) {
      state.breaches.push(error);
    }
  }, longestCheckMs);

  async function holdInvariants(): Promise<void> {
    const checkedUrl = state.checkedUrl ?? command.path(state.store);
    const hasStore = state.isStoreSound && (state.checkedUrl !== null || existsSync(checkedUrl));
    const store = hasStore ? { name: state.store, checked: await checkStore(checkedUrl) } : null;
    expectInvariants({
      ...providers,
      directory: command.directory,
      processes: state.processes,
      secrets: state.secrets,
      ownFiles: state.ownFiles,
      store,
    });
  }

  function configure({ tiingo, finnhub, ...others }: Configuration): void {
    const sources = [
      { use: 'tiingo', plan: 'none', ...tiingo },
      { use: 'finnhub', plan: 'none', ...finnhub },
    ];
    writeFileSync(command.path(configFile), JSON.stringify({ sources, ...others }));
  }

  function environment(): Record<string, string> {
    const { aheadMs } = providers.clock;
    const names = aheadMs === 0 ? state.preloads : ['shifted-clock.mjs', ...state.preloads];
    const options = names.map((name) => `--import=${join(preloads, name)}`).join(' ');
    return {
      TIINGO_API_KEY: tiingoKey,
      FINNHUB_API_KEY: finnhubKey,
      ...providers.baseUrls(),
      ...(options === '' ? {} : { NODE_OPTIONS: options, INGEST_TEST_CLOCK_AHEAD_MS: String(aheadMs) }),
      ...state.env,
    };
  }

  function start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const { child, ended } = command.start(args, { ...environment(), ...env });
    const kept = ended.then((result): EndedCommand => {
      const process = { ...result, args };
      state.processes.push(process);
      return process;
    });
    return { child, ended: kept };
  }

  /** A command that changes nothing: asked once, until something is written. */
  function read(...args: readonly string[]): Promise<EndedCommand> {
    const key = args.join(' ');
    const ended = known.get(key) ?? start([...args, '--json']).ended;
    known.set(key, ended);
    return ended;
  }

  function startRun(flags: readonly string[], env: Readonly<Record<string, string>> = {}) {
    known.clear();
    const { child, ended } = start(['run', ...defaults(flags), '--json', ...flags], env);
    return { child, ended: ended.then(withReport) };
  }

  function defaults(flags: readonly string[]): readonly string[] {
    const absent = (flag: string, value: string) => (flags.includes(flag) ? [] : [flag, value]);
    return [...absent('--tickers', 'AAPL,MSFT'), ...absent('--store', state.store)];
  }

  const items = async (store = state.store) => jsonOf<NewsItem[]>(await read('items', '--store', store));
  const events = async (store = state.store) => jsonOf<CollectionEvent[]>(await read('events', '--store', store));
  const check = async (store = state.store) => jsonOf<StoreCheck>(await read('db', 'check', '--store', store));

  return {
    ...providers,
    get tiingo() {
      return providers.tiingo;
    },
    get finnhub() {
      return providers.finnhub;
    },
    path: command.path,
    bin: command.bin,
    get directory() {
      return command.directory;
    },
    /** Every process that has ended. */
    get processes(): readonly EndedCommand[] {
      return state.processes;
    },
    /** Variables for the processes to come. */
    get env() {
      return state.env;
    },
    /** Writes the configuration anew. */
    configure,
    /** The time for processes to come. */
    now: () => Date.now() + providers.clock.aheadMs,
    /** Code that processes to come run first. */
    preload: (...names: readonly string[]) => state.preloads.push(...names),
    /** Keeps the most memory that each process to come takes. */
    measuresMemory() {
      const file = command.path('memory.txt');
      state.preloads.push('report-memory.mjs');
      state.env.INGEST_TEST_MEMORY_FILE = file;
      const kilobytes = () => readFileSync(file, 'utf8').trim().split('\n').map(Number);
      return { mostMb: () => Math.max(...kilobytes()) / 1024 };
    },
    /** Something that must not be seen anywhere, nor be sent to anybody but its owner. */
    keepsSecret: (...secrets: Remains['secrets']) => state.secrets.push(...secrets),
    /** A file that the test itself writes secrets into. */
    writesItself: (name: string) => state.ownFiles.push(name),
    /** Processes to come keep their news on a server, which must hold a store at the end; `checkedUrl`: the undisturbed way to it. */
    keepsNewsIn(url: string, checkedUrl: string) {
      state.store = url;
      state.checkedUrl = checkedUrl;
    },
    /** The store was broken on purpose and stays so. */
    leavesStoreBroken() {
      state.isStoreSound = false;
    },
    environment,
    start(...args: readonly string[]) {
      known.clear();
      return start(args);
    },
    /** Any command line, as it is. */
    ingest(...args: readonly string[]): Promise<EndedCommand> {
      known.clear();
      return start(args).ended;
    },
    startRun: (...flags: readonly string[]) => startRun(flags),
    run: (...flags: readonly string[]): Promise<Ran> => startRun(flags).ended,
    /** The same with variables of its own. */
    runWith: (env: Readonly<Record<string, string>>, ...flags: readonly string[]): Promise<Ran> =>
      startRun(flags, env).ended,
    items,
    events,
    check,
    rejected: async (store = state.store) => jsonOf<Rejected[]>(await read('events', '--rejected', '--store', store)),
    digest: async (store = state.store) => (await read('db', 'digest', '--store', store)).stdout,
  };
}

export type FaultWorld = ReturnType<typeof faultWorld>;

function blankState() {
  return {
    store: 'news.db',
    checkedUrl: null as string | null,
    processes: [] as EndedCommand[],
    env: {} as Record<string, string>,
    preloads: [] as string[],
    secrets: [
      { secret: tiingoKey, owner: 'tiingo' },
      { secret: finnhubKey, owner: 'finnhub' },
    ] as Remains['secrets'][number][],
    ownFiles: [] as string[],
    isStoreSound: true,
    breaches: [] as unknown[],
  };
}

function withReport(ended: EndedCommand): Ran {
  return {
    ...ended,
    get report() {
      return jsonOf<RunReport>(ended);
    },
  };
}
