import { explainStory, IngestError, type Store, type StoryKey, shortestKeyStart, systemClock } from '@ingest/core';
import { openStore } from '../compose.js';
import { loadSettings, type SettingFlags } from '../config/load.js';
import { exitCodes } from '../exit-codes.js';
import { createOutput, type OutputOptions, type Screen } from '../output.js';
import { toExplainJson } from '../render/explain-json.js';
import { explainLines } from '../render/explain-lines.js';

export interface ExplainFlags extends Pick<SettingFlags, 'config' | 'store'>, OutputOptions {}

/** How many of the stories that a text may mean are named. */
const named = 5;

/** `ingest explain STORY`: why its articles are one story, and why the nearest other one is not. */
export async function explain(text: string, flags: ExplainFlags): Promise<number> {
  const output = createOutput(flags);
  const { settings } = await loadSettings(flags);
  const store = await openStore(settings.store, false);
  try {
    const storyKey = await oneStory(store, text);
    const explained = await explainStory(store.reading, storyKey);
    if (explained === null) throw prunedStory(storyKey);
    if (output.isJson) output.json(toExplainJson(explained));
    else for (const line of explainLines(explained, systemClock().now(), wholeIn(output.out))) output.data(line);
    return exitCodes.ok;
  } finally {
    await store.close();
  }
}

/** A pipe has no width, and whoever reads it wants whole headlines. */
function wholeIn(screen: Screen): Screen {
  return screen.isTty ? screen : { ...screen, columns: Number.POSITIVE_INFINITY };
}

async function oneStory({ reading }: Store, text: string): Promise<StoryKey> {
  const [found, ...others] = await findStories(reading, text);
  const quoted = JSON.stringify(text);
  if (found === undefined)
    throw new IngestError('CONFIG_INVALID', `no story is known by ${quoted}`, {
      hint: `expected a story key or ${shortestKeyStart} characters of its beginning, or the id of an article, such as tiingo:123; ingest items --json shows both`,
    });
  if (others.length > 0) {
    const keys = [found, ...others].slice(0, named).join(', ');
    throw new IngestError('CONFIG_INVALID', `${quoted} means ${others.length + 1} stories`, {
      hint: `take one of them: ${keys}${others.length < named ? '' : ', …'}`,
    });
  }
  return found;
}

/** A text as it is; where that leads nowhere, with the name of the source in lower case: `TIINGO:1`. */
async function findStories(reading: Store['reading'], text: string): Promise<readonly StoryKey[]> {
  const found = await reading.find(text);
  const colon = text.indexOf(':');
  if (found.length > 0 || colon < 0) return found;
  return reading.find(text.slice(0, colon).toLowerCase() + text.slice(colon));
}

function prunedStory(storyKey: StoryKey): IngestError {
  return new IngestError('CONFIG_INVALID', `the story ${storyKey} was pruned: its keys are kept, its text is gone`, {
    hint: 'ingest db prune --stories-before removed it; read again, it is a duplicate',
  });
}
