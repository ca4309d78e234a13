import { hash } from 'node:crypto';
import type { Json, RegisterStore } from '../contracts/registers.js';
import type { Source } from '../contracts/source.js';
import type { Ticker } from '../model/ticker.js';
import { readRegister } from '../resilience/read-register.js';
import { keyIdOf } from '../resilience/source-key.js';

/** What a source gave to be handed again, for one set of tickers. */
export interface SourceMemory {
  /** Null when there is nothing. */
  recall(): Promise<Json>;
  keep(value: Json): Promise<void>;
}

/** Name of the registers that hold it: then source, key and the first of the tickers. */
const prefix = 'remembered/';

/**
 * Kept under the first of the tickers, with all of them beside it: as many registers as tickers at most, and never what belongs
 * to another set, of which one may not have been read yet.
 */
export function sourceMemory(registers: RegisterStore, source: Source, tickers: readonly Ticker[]): SourceMemory {
  const all = [...tickers].sort();
  const name = `${prefix}${source.name}/${keyIdOf(source)}/${all[0]}`;
  const set = hash('sha256', all.join(' ')).slice(0, 16);
  return {
    async recall() {
      const found = await readRegister(registers, name);
      return isKept(found) && found.set === set ? found.value : null;
    },
    async keep(value) {
      await registers.change(name, () => ({ after: value === null ? null : { set, value }, result: undefined }));
    },
  };
}

function isKept(found: Json): found is { readonly set: Json; readonly value: Json } {
  return typeof found === 'object' && found !== null && 'set' in found && 'value' in found;
}
