import type { ScorableItem, ScorerOpinion } from '../contracts/scorer.js';
import type { ConformanceCase } from './conformance-case.js';
import { abortCases } from './scorer-abort-cases.js';
import { ensure, isForm, opinionsOf, sameOpinion } from './scorer-checks.js';
import { type ScorerSubject, textsOf } from './scorer-subject.js';
import { hostileTexts } from './scorer-texts.js';

/** One rule that every scorer keeps. */
export type ScorerCase = ConformanceCase<ScorerSubject>;

/** What a scorer says of itself and of texts, one by one and together. */
const opinionCases: readonly ScorerCase[] = [
  {
    name: 'the name is of lower-case letters, digits and dashes, and the same each time',
    async run({ create }) {
      const { name } = await create();
      ensure(isForm(name, /^[a-z0-9]+(?:-[a-z0-9]+)*$/), `the name is ${JSON.stringify(name)}`);
      ensure((await create()).name === name, 'a second scorer has another name');
    },
  },
  {
    name: 'the version is one short line without an @, and the same each time',
    async run({ create }) {
      const { version } = await create();
      ensure(isForm(version, /^[^\s@][^\r\n@]{0,99}$/), `the version is ${JSON.stringify(version)}`);
      ensure((await create()).version === version, 'a second scorer has another version');
    },
  },
  {
    name: 'the hash is in lower-case hex, and the same each time',
    async run({ create }) {
      const { hash } = await create();
      ensure(isForm(hash, /^(?:[0-9a-f]{2}){8,64}$/), `the hash is ${JSON.stringify(hash)}`);
      ensure((await create()).hash === hash, 'a second scorer has another hash');
    },
  },
  {
    name: 'no items have no opinions',
    async run({ create }) {
      await opinionsOf(await create(), []);
    },
  },
  {
    name: 'there are as many opinions as items, null among them where there is none',
    async run(subject) {
      const texts = textsOf(subject);
      await opinionsOf(await subject.create(), texts);
    },
  },
  {
    name: 'some news has an opinion',
    async run(subject) {
      const texts = textsOf(subject);
      const opinions = await opinionsOf(await subject.create(), texts);
      ensure(
        opinions.some((opinion) => opinion !== null),
        'it has no opinion of any of these headlines: give `texts` of its language',
      );
    },
  },
  {
    name: 'an empty text has no opinion',
    async run({ create }) {
      const texts = ['', ' ', '\u00a0\t\n', '\u200b', '…'];
      const opinions = await opinionsOf(await create(), texts);
      const at = opinions.findIndex((opinion) => opinion !== null);
      ensure(at === -1, `it has an opinion of the text ${JSON.stringify(texts[at])}`);
    },
  },
  {
    name: 'a score is from −1 to 1',
    async run(subject) {
      const texts = textsOf(subject);
      for (const opinion of await opinionsOf(await subject.create(), [...texts, ...hostileTexts]))
        if (opinion !== null) ensure(isWithin(opinion.score, -1), `a score is ${opinion.score}`);
    },
  },
  {
    name: 'a confidence is from 0 to 1, or null',
    async run(subject) {
      const texts = textsOf(subject);
      for (const opinion of await opinionsOf(await subject.create(), [...texts, ...hostileTexts])) {
        if (opinion === null || opinion.confidence === null) continue;
        ensure(isWithin(opinion.confidence, 0), `a confidence is ${opinion.confidence}`);
      }
    },
  },
  {
    name: 'a confidence is not the size of the score',
    async run(subject) {
      const texts = textsOf(subject);
      const opinions = (await opinionsOf(await subject.create(), texts)).filter((opinion) => opinion !== null);
      const stated = opinions.filter(({ confidence }) => confidence !== null);
      const copied = stated.filter(({ score, confidence }) => confidence === Math.abs(score));
      ensure(copied.length < Math.max(stated.length, 2), 'every confidence is |score|: it has to be measured');
    },
  },
  {
    name: 'the same text has the same opinion, again and in another scorer',
    async run(subject) {
      const texts = textsOf(subject);
      const scorer = await subject.create();
      const first = await opinionsOf(scorer, texts);
      ensureSame(first, await opinionsOf(scorer, texts), 'the second time');
      ensureSame(first, await opinionsOf(await subject.create(), texts), 'from another scorer');
    },
  },
  {
    name: 'an opinion does not depend on what stands beside a text',
    async run(subject) {
      const texts = textsOf(subject);
      const scorer = await subject.create();
      const together = await opinionsOf(scorer, texts);
      const alone: (ScorerOpinion | null)[] = [];
      for (const text of texts) alone.push(...(await opinionsOf(scorer, [text])));
      ensureSame(together, alone, 'alone');
    },
  },
  {
    name: 'opinions stand in the order of their items',
    async run(subject) {
      const texts = textsOf(subject);
      const scorer = await subject.create();
      const forwards = await opinionsOf(scorer, texts);
      const backwards = await opinionsOf(scorer, texts.toReversed());
      ensureSame(forwards, backwards.toReversed(), 'in the opposite order');
    },
  },
  {
    name: 'the same text twice in a batch has the same opinion twice',
    async run(subject) {
      const texts = textsOf(subject);
      const opinions = await opinionsOf(await subject.create(), [...texts, ...texts]);
      ensureSame(opinions.slice(0, texts.length), opinions.slice(texts.length), 'in the same batch');
    },
  },
  {
    name: 'batches at the same time do not disturb each other',
    async run(subject) {
      const texts = textsOf(subject);
      const scorer = await subject.create();
      const alone = await opinionsOf(scorer, texts);
      const [one, other] = await Promise.all([opinionsOf(scorer, texts), opinionsOf(scorer, texts.toReversed())]);
      ensureSame(alone, one, 'beside another batch');
      ensureSame(alone, other.toReversed(), 'beside another batch');
    },
  },
  {
    name: 'odd and long texts are read like any other',
    async run({ create }) {
      const scorer = await create();
      for (const text of hostileTexts) await opinionsOf(scorer, [text]);
      await opinionsOf(scorer, hostileTexts);
    },
  },
  {
    name: 'a batch of two thousand is answered whole',
    async run(subject) {
      const texts = textsOf(subject);
      const many = Array.from({ length: 2000 }, (_, index) => `${texts[index % texts.length]} (${index})`);
      await opinionsOf(await subject.create(), many);
    },
  },
  {
    name: 'items and their list are left as they are',
    async run(subject) {
      const texts = textsOf(subject);
      const items = texts.map((headline) => Object.freeze<ScorableItem>({ headline }));
      await (await subject.create()).score(Object.freeze(items), { signal: new AbortController().signal });
    },
  },
];

/**
 * What every scorer has to do: `for (const scorerCase of scorerCases) test(scorerCase.name, () => scorerCase.run({ create }))`. An
 * error says which rule was broken.
 */
export const scorerCases: readonly ScorerCase[] = [...opinionCases, ...abortCases];

function isWithin(value: number, from: number): boolean {
  return typeof value === 'number' && value >= from && value <= 1;
}

function ensureSame(
  one: readonly (ScorerOpinion | null)[],
  other: readonly (ScorerOpinion | null)[],
  how: string,
): void {
  const at = one.findIndex((opinion, index) => !sameOpinion(opinion, other[index]));
  ensure(at === -1, `item ${at} has the opinion ${JSON.stringify(one[at])}, and ${JSON.stringify(other[at])} ${how}`);
}
