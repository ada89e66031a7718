// The same batches as the C# project: normally distributed logits times 4 from a fixed seed, random labels.

export const usualClassCounts = [2, 3, 4, 5, 8, 10, 16, 20, 32, 64, 100, 128, 256, 1000, 1024, 10000, 32000, 128256];

export const logitBytes = { l2: 128 * 1024, dram: 64 * 1024 * 1024 };

const distinctValues = 1 << 20;

/** A batch of so many bytes of logits, one row at least. */
export function workload(classCount, memory) {
  const rows = Math.max(1, Math.floor(logitBytes[memory] / (4 * classCount)));
  const random = uniform(2026);
  const logits = new Float32Array(rows * classCount);
  for (let i = 0; i < logits.length; i++) {
    logits[i] = i < distinctValues ? 4 * normal(random) : logits[i - distinctValues];
  }
  const labels = BigInt64Array.from({ length: rows }, () => BigInt(Math.floor(random() * classCount)));
  return { rows, classCount, logits, labels };
}

/** Box and Muller. */
const normal = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** mulberry32: small, seeded, good enough. */
function uniform(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
