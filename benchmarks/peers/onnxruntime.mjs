// Measures ONNX Runtime, one thread, whole batches in one call into preallocated outputs.
//
//   node onnxruntime.mjs --modules <folder with node_modules> --json <file> [--memory l2|dram] [--k 3,10]

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { singleNodeModel } from "./onnx-model.mjs";
import { usualClassCounts, workload } from "./workload.mjs";

const { values: options } = parseArgs({
  options: {
    modules: { type: "string", default: "." },
    json: { type: "string" },
    memory: { type: "string", default: "l2" },
    k: { type: "string", default: usualClassCounts.join(",") },
  },
});

const require = createRequire(join(resolve(options.modules), "package.json"));
const { Tensor, env } = require("onnxruntime-node");
// The public run() waits for the event loop at every call; the session below it answers at once, as in other languages.
const { binding, initOrt } = require("onnxruntime-node/dist/binding.js");

const rowTensor = (type) => ({ rows }) => ({ type, shape: [rows] });
const batchTensor = ({ rows, classCount }) => ({ type: "float32", shape: [rows, classCount] });

const operations = {
  softmax: { operator: "Softmax", attributes: { axis: 1 }, output: batchTensor },
  "log-softmax": { operator: "LogSoftmax", attributes: { axis: 1 }, output: batchTensor },
  logsumexp: { operator: "ReduceLogSumExp", attributes: { axes: [1], keepdims: 0 }, output: rowTensor("float32") },
  loss: { operator: "SoftmaxCrossEntropyLoss", labels: true, output: () => ({ type: "float32", shape: [] }) },
  predict: { operator: "ArgMax", attributes: { axis: 1, keepdims: 0 }, output: rowTensor("int64") },
};

/** A function that runs the operation once, and the buffer it writes. */
function prepare(operation, batch) {
  const inputs = { logits: batchTensor(batch) };
  const feeds = { logits: new Tensor("float32", batch.logits, inputs.logits.shape) };
  if (operation.labels) {
    inputs.labels = { type: "int64", shape: [batch.rows] };
    feeds.labels = new Tensor("int64", batch.labels, inputs.labels.shape);
  }
  const outputs = { result: operation.output(batch) };
  const { type, shape } = outputs.result;
  const size = shape.reduce((product, length) => product * length, 1);
  const buffer = type === "int64" ? new BigInt64Array(size) : new Float32Array(size);
  const fetches = { result: new Tensor(type, buffer, shape) };

  const model = singleNodeModel({ ...operation, inputs, outputs });
  const session = new binding.InferenceSession();
  session.loadModel(model.buffer, model.byteOffset, model.byteLength, {
    executionProviders: ["cpu"],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
  });
  return { call: () => session.run(feeds, fetches, {}), buffer };
}

/** Throws unless the first row is right: nobody wants to know how fast a wrong result is. */
function check(name, batch, buffer) {
  const { classCount, rows, logits } = batch;
  const logSumExp = (row) => {
    const values = logits.subarray(row * classCount, (row + 1) * classCount);
    const largest = values.reduce((a, b) => Math.max(a, b));
    return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
  };
  const expected = {
    softmax: () => Math.exp(logits[0] - logSumExp(0)),
    "log-softmax": () => logits[0] - logSumExp(0),
    logsumexp: () => logSumExp(0),
    loss: () => {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += logSumExp(row) - logits[row * classCount + Number(batch.labels[row])];
      return sum / rows;
    },
    predict: () => logits.subarray(0, classCount).reduce((best, value, i) => (value > logits[best] ? i : best), 0),
  }[name]();
  const actual = Number(buffer[0]);
  if (!(Math.abs(actual - expected) <= 1e-3 * Math.max(1e-3, Math.abs(expected)))) {
    throw new Error(`${name}, K = ${classCount}: ${actual} instead of ${expected}`);
  }
}

/** The nanoseconds of one call: the best of many short rounds. */
function measure(call) {
  const time = (calls) => {
    const start = process.hrtime.bigint();
    for (let i = 0; i < calls; i++) call();
    return Number(process.hrtime.bigint() - start);
  };
  let fastest = Infinity;
  for (let spent = 0; spent < 50e6; ) {
    const once = time(1);
    fastest = Math.min(fastest, once);
    spent += once;
  }
  const calls = Math.max(1, Math.floor(300e3 / fastest));
  let best = Infinity;
  let rounds = 0;
  for (let spent = 0; spent < 120e6 || rounds < 5; rounds++) {
    const round = time(calls);
    best = Math.min(best, round / calls);
    spent += round;
  }
  return best;
}

function processor() {
  const field = (name) => readFileSync("/proc/cpuinfo", "utf8").match(new RegExp(`^${name}\\s*: (.*)$`, "m"))?.[1] ?? "?";
  return `${field("model name")} (family ${field("cpu family")}, model ${field("model")})`;
}

if (!options.json) throw new Error("--json <file> is missing");
initOrt();
const results = [];
for (const classCount of options.k.split(",").map(Number)) {
  const batch = workload(classCount, options.memory);
  for (const [name, operation] of Object.entries(operations)) {
    const { call, buffer } = prepare(operation, batch);
    call();
    check(name, batch, buffer);
    const nanosecondsPerRow = Math.round((measure(call) / batch.rows) * 1e4) / 1e4;
    results.push({
      library: "ONNX Runtime",
      operation: name,
      elementType: "float",
      memory: options.memory,
      k: classCount,
      rows: batch.rows,
      nanosecondsPerRow,
      launches: [nanosecondsPerRow],
    });
    console.log(`ONNX Runtime, ${name}, K = ${classCount}: ${nanosecondsPerRow} ns per row`);
  }
}
const machine = { processor: processor(), runtime: `ONNX Runtime ${env.versions.node}`, width: null };
writeFileSync(options.json, JSON.stringify({ machine, results }, null, 2) + "\n");
