import { assertComplete, hashOf, labelsOf, missingFiles } from './files.mjs';
import { isReadable, opinionOf } from './opinion.mjs';
import { checked } from './options.mjs';
import { assertInstalled, download, loadClassifier } from './transformers.mjs';

/**
 * Scores headlines with a fine-tuned transformer of yours, in this process. Options: `modelPath` (its folder), `modelFile`
 * (`onnx/model.onnx`), `version` (a name for the fine-tune), `calibration`, `allowDownload` (false).
 */
export async function createScorer(options) {
  const model = checked(options);
  // All that can be wrong before a headline is read is said before the run begins.
  assertInstalled();
  if (model.allowDownload && missingFiles(model).length > 0) await download(model);
  assertComplete(model);
  const labels = labelsOf(model);
  let loading = null;

  /** The model, loaded for the first headline and kept. What failed is tried again the next time. */
  const classifier = () => {
    loading ??= loadClassifier(model).catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  };

  return {
    name: 'transformers',
    version: model.version,
    hash: await hashOf(model),

    // One text at a time: in a batch the others decide how far a text is filled up, and with int8 how finely it is counted.
    async score(items, { signal }) {
      const opinions = [];
      for (const { headline } of items) {
        signal.throwIfAborted();
        opinions.push(
          isReadable(headline) ? opinionOf(await (await classifier())(headline), labels, model.calibration) : null,
        );
      }
      signal.throwIfAborted();
      return opinions;
    },
  };
}
