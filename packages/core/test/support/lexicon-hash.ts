import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../../src/digest/canonical-json.js';
import { calibration } from '../../src/sentiment/lexicon/calibration.js';
import { families } from '../../src/sentiment/lexicon/data/families.js';
import { ambiguousWords, englishWords, foreignWords } from '../../src/sentiment/lexicon/data/languages.js';
import { links } from '../../src/sentiment/lexicon/data/links.js';
import { questionWords } from '../../src/sentiment/lexicon/data/turns.js';
import {
  aside,
  calmed,
  elsewhere,
  negated,
  negationReach,
  outweighed,
  past,
  scale,
} from '../../src/sentiment/lexicon/data/weights.js';

/** Of all data that an opinion depends on: lists, weights and calibration. SHA-256 in lower-case hex. */
export function computedHash(): string {
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
