/** What a model has to tell apart, by the names that its `config.json` gives them. */
const needed = ['negative', 'neutral', 'positive'];

/**
 * The labels of a model in the order of its outputs. Models differ in it, and a wrong order turns good news into bad: so it is
 * read from `config.json`, whatever the case of the letters, and never guessed. Throws a TypeError that says what is wrong.
 */
export function readLabels({ id2label, problem_type: problemType }) {
  const names = Object.values(id2label ?? {});
  const labels = names.map((_, index) => String(id2label[index]).toLowerCase());
  if (labels.toSorted().join() !== needed.join())
    throw new TypeError(`id2label must name ${needed.join(', ')} once each; it names ${names.join(', ') || 'nothing'}`);
  if ((problemType ?? 'single_label_classification') !== 'single_label_classification')
    throw new TypeError(`problem_type must be single_label_classification; it is ${problemType}`);
  return labels;
}

/** Whether there is anything to read: a text without a letter says nothing. */
export function isReadable(headline) {
  return /\p{L}/u.test(headline);
}

/**
 * What the outputs of the model come to: how much more likely good news is than bad. How sure that is stands in the calibration
 * alone; without one it is not stated, because a probability that nobody compared with the truth says nothing of it.
 */
export function opinionOf(logits, labels, calibration) {
  if (logits.length !== labels.length) throw new TypeError(`the model gave ${logits.length} outputs, not one a label`);
  const probabilities = softmax(logits);
  const of = (label) => probabilities[labels.indexOf(label)];
  return { score: of('positive') - of('negative'), confidence: measured(calibration, Math.max(...probabilities)) };
}

/** The precision that was measured for labels of such a probability; null where nobody measured. */
function measured(calibration, probability) {
  return calibration?.findLast(({ atLeast }) => probability >= atLeast)?.precision ?? null;
}

/** With the largest taken off first: no output is too large for `exp`. */
function softmax(logits) {
  const largest = Math.max(...logits);
  const weights = Array.from(logits, (logit) => Math.exp(logit - largest));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
