// Writes ONNX models of one node. The format is a protocol buffer (onnx.proto3), of which a model this small needs
// two wire types only: numbers, and everything else with its length in front.

const elementTypes = { float32: 1, int64: 7 };
const attributeTypes = { int: 2, ints: 7 };

/**
 * A model whose only node is the operator.
 * @param {{ operator: string, attributes?: object, inputs: object, outputs: object }} node inputs and outputs: name -> { type, shape }
 * @returns {Uint8Array} the bytes of an .onnx file
 */
export function singleNodeModel({ operator, attributes = {}, inputs, outputs }) {
  const node = [
    ...Object.keys(inputs).map((name) => text(1, name)),
    ...Object.keys(outputs).map((name) => text(2, name)),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => message(5, attribute(name, value))),
  ];
  const graph = [
    message(1, node),
    text(2, operator),
    ...Object.entries(inputs).map(([name, value]) => message(11, valueInfo(name, value))),
    ...Object.entries(outputs).map(([name, value]) => message(12, valueInfo(name, value))),
  ];
  const operatorSet = [number(2, 13)];
  return Uint8Array.from([number(1, 7), message(7, graph), message(8, operatorSet)].flat());
}

function attribute(name, value) {
  return Array.isArray(value)
    ? [text(1, name), ...value.map((item) => number(8, item)), number(20, attributeTypes.ints)]
    : [text(1, name), number(3, value), number(20, attributeTypes.int)];
}

function valueInfo(name, { type, shape }) {
  const dimensions = shape.map((size) => message(1, [number(1, size)]));
  const tensor = [number(1, elementTypes[type]), message(2, dimensions)];
  return [text(1, name), message(2, [message(1, tensor)])];
}

const number = (field, value) => [...varint(field << 3), ...varint(value)];

const text = (field, value) => bytes(field, [...new TextEncoder().encode(value)]);

const message = (field, parts) => bytes(field, parts.flat());

const bytes = (field, content) => [...varint((field << 3) | 2), ...varint(content.length), ...content];

function varint(value) {
  const result = [];
  while (value > 127) {
    result.push((value % 128) | 128);
    value = Math.floor(value / 128);
  }
  return [...result, value];
}
