import { basename, dirname, join } from 'node:path';
import { importDriver, toDriverError } from '@ingest/core';
import { wrong } from './options.mjs';

const peer = '@huggingface/transformers';
const driver = { of: 'scorer transformers', packages: [peer], install: `${peer}@4` };

/** That the package can be found, without loading it. DRIVER_MISSING, with the command to run, when it cannot. */
export function assertInstalled() {
  try {
    import.meta.resolve(peer);
  } catch (thrown) {
    throw toDriverError(thrown, driver);
  }
}

/** Loads the model from its folder; gives what reads one text and answers with the outputs for it. Asks no network. */
export async function loadClassifier({ modelPath, modelFile }) {
  const { AutoModelForSequenceClassification, AutoTokenizer } = await quietPackage();
  const options = { local_files_only: true };
  const tokenizer = await AutoTokenizer.from_pretrained(modelPath, options);
  const model = await AutoModelForSequenceClassification.from_pretrained(modelPath, {
    ...options,
    ...weightsOption(modelFile),
  });
  return async (text) => {
    const { logits } = await model(tokenizer(text, { truncation: true }));
    return logits.data;
  };
}

/**
 * Fetches what is missing in the folder of a model from the hub, under the name that the folder ends in: `…/acme/finbert`.
 * Rejects with CONFIG_INVALID when that does not come to a model.
 */
export async function download({ modelPath, modelFile }) {
  const id = `${basename(dirname(modelPath))}/${basename(modelPath)}`;
  const { AutoModelForSequenceClassification, AutoTokenizer, env } = await quietPackage();
  const options = { cache_dir: join(modelPath, '../..') };
  env.allowRemoteModels = true;
  try {
    await AutoTokenizer.from_pretrained(id, options);
    await AutoModelForSequenceClassification.from_pretrained(id, { ...options, ...weightsOption(modelFile) });
  } catch (error) {
    throw wrong('allowDownload', `${id} could not be fetched from ${env.remoteHost}: ${firstLine(error)}`, error);
  } finally {
    env.allowRemoteModels = false;
  }
}

/** The package looks at the network by itself unless it is told not to, and writes its own warnings between ours. */
async function quietPackage() {
  const transformers = await importDriver(driver, () => import(peer));
  transformers.env.allowRemoteModels = false;
  transformers.env.logLevel = transformers.LogLevel.ERROR;
  return transformers;
}

/** A file as the package wants it named. `fp32` here says only that nothing is added to the name. */
function weightsOption(modelFile) {
  return { subfolder: dirname(modelFile), model_file_name: basename(modelFile, '.onnx'), dtype: 'fp32' };
}

function firstLine({ message }) {
  return message.split('\n', 1)[0];
}
