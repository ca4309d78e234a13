import { expect } from 'vitest';
import type { FaultWorld } from './fault-world.js';
import { tiingoList } from './lists.js';
import type { tiingoItems } from './news.js';
import { forever } from './script.js';

/** What SAFE means where the primary knows these news, and all that is told is in the store. */
export function safety(world: FaultWorld, news: ReturnType<typeof tiingoItems>) {
  const undisturbed: { digest?: string } = {};

  /** The digest of a store in which nothing ever went wrong; made once for all tests of a file. */
  async function digestOfUndisturbed(): Promise<string> {
    if (undisturbed.digest === undefined) {
      world.tiingo.plays(forever(tiingoList(news)));
      const { report } = await world.run('--store', 'undisturbed.db');
      expect(report.items.new).toBe(news.length);
      undisturbed.digest = await world.digest('undisturbed.db');
    }
    return undisturbed.digest;
  }

  /** SAFE: the next run ends well, and then all is as it would be had nothing happened. */
  async function expectSafe(): Promise<void> {
    world.tiingo.plays(forever(tiingoList(news)));
    const next = await world.run();
    expect({ exitCode: next.exitCode, stderr: next.stderr }).toMatchObject({ exitCode: 0 });
    expect(await digestOfUndisturbed()).toBe(await world.digest());
  }

  return { digestOfUndisturbed, expectSafe };
}
