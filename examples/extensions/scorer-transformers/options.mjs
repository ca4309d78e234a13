import { resolve } from 'node:path';
import { IngestError } from '@ingest/core';

const known = ['modelPath', 'modelFile', 'version', 'calibration', 'allowDownload'];

/** The options with what stands in for those that were left out. A wrong one is CONFIG_INVALID. */
export function checked(options = {}) {
  for (const option of Object.keys(options))
    if (!known.includes(option)) throw wrong(option, `no such option; there are ${known.join(', ')}`);
  const { modelPath, modelFile = 'onnx/model.onnx', version, calibration = null, allowDownload = false } = options;
  if (!isText(modelPath)) throw wrong('modelPath', 'expected the folder of a model');
  if (!isText(modelFile) || !modelFile.endsWith('.onnx'))
    throw wrong('modelFile', 'expected a file of that folder that ends in .onnx');
  if (!isText(version) || !/^[^\s@]{1,100}$/.test(version))
    throw wrong('version', 'expected a name for the fine-tune, such as finbert-int8-1, without white space and @');
  if (calibration !== null && !isCalibration(calibration))
    throw wrong('calibration', 'expected a list of { atLeast, precision }, from 0 to 1 each, with atLeast growing');
  if (typeof allowDownload !== 'boolean') throw wrong('allowDownload', 'expected true or false');
  return { modelPath: resolve(modelPath), modelFile, version, calibration, allowDownload };
}

/** What is wrong with an option, in one line. */
export function wrong(option, problem, cause) {
  return new IngestError('CONFIG_INVALID', `scorer transformers: ${option}: ${problem}`, {
    context: { option, problem },
    ...(cause === undefined ? {} : { cause }),
  });
}

function isCalibration(steps) {
  return (
    Array.isArray(steps) &&
    steps.length > 0 &&
    steps.every((step) => isShare(step?.atLeast) && isShare(step.precision)) &&
    steps.slice(1).every(({ atLeast }, index) => atLeast > steps[index].atLeast)
  );
}

function isShare(value) {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function isText(value) {
  return typeof value === 'string' && value !== '';
}
