import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isReadable, opinionOf, readLabels } from './opinion.mjs';

const labels = ['positive', 'negative', 'neutral'];
const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
/** Outputs of which the softmax makes these probabilities. */
const logitsOf = (...probabilities) => probabilities.map((probability) => Math.log(probability));

test('the labels are in the order that config.json says, in whatever case', () => {
  assert.deepEqual(readLabels({ id2label: { 0: 'positive', 1: 'negative', 2: 'neutral' } }), labels);
  assert.deepEqual(readLabels({ id2label: { 2: 'POSITIVE', 0: 'Negative', 1: 'neutral' } }), [
    'negative',
    'neutral',
    'positive',
  ]);
});

test('labels that do not say which is which are refused', () => {
  for (const [id2label, said] of [
    [{ 0: 'LABEL_0', 1: 'LABEL_1', 2: 'LABEL_2' }, 'it names LABEL_0, LABEL_1, LABEL_2'],
    [{ 0: 'positive', 1: 'negative' }, 'it names positive, negative'],
    [{ 0: 'positive', 1: 'positive', 2: 'neutral' }, 'it names positive, positive, neutral'],
    [{ 1: 'positive', 2: 'negative', 3: 'neutral' }, 'it names positive, negative, neutral'],
    [{ 0: 'positive', 1: 'negative', 2: 'neutral', 3: 'mixed' }, 'it names positive, negative, neutral, mixed'],
    [undefined, 'it names nothing'],
  ])
    assert.throws(
      () => readLabels({ id2label }),
      ({ name, message }) => name === 'TypeError' && message.endsWith(said),
    );
  assert.throws(
    () => readLabels({ id2label: { ...labels }, problem_type: 'multi_label_classification' }),
    /problem_type must be single_label_classification; it is multi_label_classification/,
  );
});

test('the score is how much more likely good news is than bad', () => {
  near(opinionOf(logitsOf(0.7, 0.1, 0.2), labels, null).score, 0.6);
  near(opinionOf(logitsOf(0.1, 0.7, 0.2), labels, null).score, -0.6);
  near(opinionOf(logitsOf(0.7, 0.1, 0.2), ['neutral', 'negative', 'positive'], null).score, 0.1);
  near(opinionOf(logitsOf(0.3, 0.3, 0.4), labels, null).score, 0);
});

test('outputs of any size make a score, one that is no answer does not', () => {
  assert.equal(opinionOf([1e4, -1e4, 0], labels, null).score, 1);
  assert.throws(() => opinionOf([1, 2], labels, null), /gave 2 outputs, not one a label/);
});

test('how sure it is stands in the calibration alone', () => {
  const calibration = [
    { atLeast: 0.5, precision: 0.61 },
    { atLeast: 0.9, precision: 0.93 },
  ];
  const confidence = (most, table) => opinionOf(logitsOf(1 - most, most, 1e-12), labels, table).confidence;
  assert.equal(confidence(0.95, null), null);
  assert.equal(confidence(0.95, calibration), 0.93);
  assert.equal(confidence(0.89, calibration), 0.61);
  assert.equal(opinionOf(logitsOf(0.3, 0.3, 0.4), labels, calibration).confidence, null);
});

test('a text without a letter is not read', () => {
  assert.equal(isReadable('Ölpreis steigt'), true);
  assert.equal(isReadable('決算'), true);
  for (const text of ['', ' \n', '12.5 % …', '🚀']) assert.equal(isReadable(text), false);
});
