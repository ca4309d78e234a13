import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../../digest/canonical-json.js';
import { calibration } from './calibration.js';
import { families } from './data/families.js';
import { ambiguousWords, englishWords, foreignWords } from './data/languages.js';
import { links } from './data/links.js';
import { questionWords } from './data/turns.js';
import { aside, calmed, elsewhere, negated, negationReach, outweighed, past, scale } from './data/weights.js';

/** Of all data that an opinion depends on: lists, weights and calibration. SHA-256 in lower-case hex. */
export function lexiconHash(): string {
  const data = {
    families: families.map(({ name, weight, deed, things = [], mark, phrases }) => ({
      name,
      weight,
      deed,
      things,
      mark,
      phrases,
    })),
    links: links.map((one) => ({ ...one, of: { ...one.of } })),
    languages: { ambiguousWords, englishWords, foreignWords, questionWords },
    weights: { aside, calmed, elsewhere, negated, negationReach, outweighed, past, scale },
    classes: calibration.classes.map((one) => ({ ...one })),
  } satisfies JsonValue;
  return createHash('sha256').update(canonicalJson(data)).digest('hex');
}
