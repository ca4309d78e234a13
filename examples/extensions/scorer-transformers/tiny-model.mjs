import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onnxClassifier } from './tiny-onnx.mjs';

/** What the words of the tiny model say, and how strongly. Every other word says nothing. */
const words = {
  surges: ['positive', 20],
  rises: ['positive', 20],
  gains: ['positive', 12],
  slumps: ['negative', 20],
  slip: ['negative', 20],
  falls: ['negative', 12],
};
const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'];

/**
 * Writes a model of a few words into a folder, in the form of a real one. `outputs`: the order of what it was trained on;
 * `labels`: what its `config.json` says of that order. For tests. It looks at the filling of a batch too, as a model should not:
 * whoever reads texts together is found out.
 */
export function writeTinyModel(folder, { outputs = ['positive', 'negative', 'neutral'], labels = outputs, file } = {}) {
  const vocabulary = [...special, 'today', ...Object.keys(words)];
  const weights = vocabulary.map((word) => {
    const [means, strength] = words[word] ?? ['neutral', word === 'today' ? 1 : 0.5];
    return outputs.map((output) => (output === means ? strength : 0));
  });
  const files = {
    'config.json': {
      model_type: 'bert',
      architectures: ['BertForSequenceClassification'],
      id2label: Object.fromEntries(labels.map((label, index) => [index, label])),
    },
    'tokenizer_config.json': { tokenizer_class: 'BertTokenizer', model_max_length: 16 },
    'tokenizer.json': tokenizer(vocabulary),
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(content));
  const path = join(folder, file ?? 'onnx/model.onnx');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, onnxClassifier(weights));
}

function tokenizer(vocabulary) {
  const id = (word) => vocabulary.indexOf(word);
  const token = (content) => ({ SpecialToken: { id: content, type_id: 0 } });
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: special.map((content) => ({
      id: id(content),
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [token('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, token('[SEP]')],
      pair: [token('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, token('[SEP]')],
      special_tokens: Object.fromEntries(
        ['[CLS]', '[SEP]'].map((content) => [content, { id: content, ids: [id(content)], tokens: [content] }]),
      ),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((word, index) => [word, index])),
    },
  };
}
