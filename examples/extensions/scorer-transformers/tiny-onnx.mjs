// The numbers of fields and types below are those of onnx.proto: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
const float32 = 1;
const int64 = 7;

/**
 * The bytes of a graph that looks up a row of weights for each token and answers with their mean: one output a column. The
 * smallest thing that has the inputs and outputs of a classifier of texts. For tests.
 */
export function onnxClassifier(weights) {
  const graph = [
    message(1, node('Gather', ['weights', 'input_ids'], 'rows')),
    message(1, node('ReduceMean', ['rows'], 'logits', [ints('axes', [1]), int('keepdims', 0)])),
    text(2, 'tiny'),
    message(5, tensor('weights', weights)),
    message(11, value('input_ids', int64, ['batch', 'sequence'])),
    message(11, value('attention_mask', int64, ['batch', 'sequence'])),
    message(12, value('logits', float32, ['batch', weights[0].length])),
  ];
  const irVersion = 8;
  const opset = 13;
  return bytes([number(1, irVersion), message(7, graph), message(8, [text(1, ''), number(2, opset)])]);
}

function node(operator, inputs, output, attributes = []) {
  return [
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(4, operator),
    ...attributes.map((attribute) => message(5, attribute)),
  ];
}

function int(name, given) {
  return [text(1, name), number(3, given), number(20, 2)];
}

function ints(name, given) {
  return [text(1, name), ...given.map((one) => number(8, one)), number(20, 7)];
}

function tensor(name, rows) {
  const numbers = Float32Array.from(rows.flat());
  const dimensions = [rows.length, rows[0].length].map((size) => number(1, size));
  return [...dimensions, number(2, float32), text(8, name), field(9, Buffer.from(numbers.buffer))];
}

function value(name, type, dimensions) {
  const shape = dimensions.map((size) => message(1, [typeof size === 'string' ? text(2, size) : number(1, size)]));
  return [text(1, name), message(2, [message(1, [number(1, type), message(2, shape)])])];
}

// The wire format: https://protobuf.dev/programming-guides/encoding
function number(id, given) {
  return bytes([varint(id << 3), varint(given)]);
}

function text(id, given) {
  return field(id, Buffer.from(given));
}

function message(id, fields) {
  return field(id, bytes(fields));
}

function field(id, content) {
  return bytes([varint((id << 3) | 2), varint(content.length), content]);
}

function varint(given) {
  const groups = [];
  let rest = given;
  for (; rest >= 128; rest = Math.floor(rest / 128)) groups.push((rest % 128) | 128);
  return Buffer.from([...groups, rest]);
}

function bytes(parts) {
  return Buffer.concat(parts);
}
