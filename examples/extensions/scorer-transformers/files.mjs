import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readLabels } from './opinion.mjs';
import { wrong } from './options.mjs';

const configFile = 'config.json';
const smallFiles = [configFile, 'tokenizer.json', 'tokenizer_config.json'];

/** The files that a model needs and that are not in its folder. */
export function missingFiles({ modelPath, modelFile }) {
  return [...smallFiles, modelFile].filter((file) => !existsSync(join(modelPath, file)));
}

/** That all files are there, else CONFIG_INVALID with the names of those that are not. */
export function assertComplete(model) {
  const { modelPath, modelFile } = model;
  const missing = missingFiles(model);
  if (missing.length === 0) return;
  if (!existsSync(modelPath)) throw wrong('modelPath', `there is no folder ${modelPath}`);
  const others = missing.join() === modelFile ? weightsIn(modelPath) : [];
  if (others.length > 0) throw wrong('modelFile', `${modelPath} has no ${modelFile}; it has ${others.join(', ')}`);
  throw wrong('modelPath', `${modelPath} has no ${missing.join(', ')}`);
}

/** The labels of the model in the order of its outputs. CONFIG_INVALID when `config.json` does not say them. */
export function labelsOf({ modelPath }) {
  const path = join(modelPath, configFile);
  try {
    return readLabels(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw wrong('modelPath', `${path}: ${error.message}`, error);
  }
}

/** Of everything that makes the opinions: the files of the model, and the calibration. Reads the weights once, in pieces. */
export async function hashOf({ modelPath, modelFile, calibration }) {
  const whole = createHash('sha256');
  for (const file of [...smallFiles, ...weightFiles(modelPath, modelFile)]) {
    const one = createHash('sha256');
    await pipeline(createReadStream(join(modelPath, file)), one);
    whole.update(`${one.digest('hex')}  ${file}\n`);
  }
  return whole.update(JSON.stringify(calibration)).digest('hex');
}

/** Large weights stand in files of their own beside the graph: `model.onnx_data`, `model.onnx_data_1`. */
function weightFiles(modelPath, modelFile) {
  const folder = dirname(modelFile);
  return readdirSync(join(modelPath, folder))
    .filter((file) => file === basename(modelFile) || file.startsWith(`${basename(modelFile)}_data`))
    .sort()
    .map((file) => (folder === '.' ? file : `${folder}/${file}`));
}

function weightsIn(modelPath) {
  return readdirSync(modelPath, { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.onnx'))
    .sort();
}
