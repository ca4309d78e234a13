import { badNews } from './bad-news.js';
import { burdens } from './burdens.js';
import { cases } from './cases.js';
import { deedWords } from './deeds.js';
import { directions } from './directions.js';
import type { Family } from './family.js';
import { figures } from './figures.js';
import { goodNews } from './good-news.js';
import { nothing } from './nothing.js';
import { ratings } from './ratings.js';
import { subjects } from './subjects.js';
import { trouble } from './trouble.js';
import { turns } from './turns.js';

/** All that the lexicon knows, in the order in which it is read. */
export const families: readonly Family[] = [
  ...directions,
  ...deedWords,
  ...cases,
  ...ratings,
  ...subjects,
  ...burdens,
  ...goodNews,
  ...badNews,
  ...trouble,
  ...figures,
  ...turns,
  ...nothing,
];
