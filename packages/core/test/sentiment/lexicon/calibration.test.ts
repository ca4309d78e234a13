import { expect, it } from 'vitest';
import { calibration } from '../../../src/sentiment/lexicon/calibration.js';

const { classes, date, sets } = calibration;

it('has a class for every score, each above the one before', () => {
  expect(classes[0].from).toBe(0);
  const starts = classes.map(({ from }) => from);
  expect(starts).toEqual(starts.toSorted((one, other) => one - other));
  expect(new Set(starts).size).toBe(starts.length);
  expect(starts.at(-1)).toBeLessThan(1);
});

it('is surer the more evidence there is, and never certain', () => {
  const confidences = classes.map(({ confidence }) => confidence);
  expect(confidences).toEqual(confidences.toSorted((one, other) => one - other));
  for (const confidence of confidences) expect(confidence > 0 && confidence < 1).toBe(true);
});

it('says where its figures come from', () => {
  expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(sets.length).toBeGreaterThan(0);
});
