/** One line a step: its name, what came of it, and the time it took. */

/** @param {number} ms */
export function formatMs(ms) {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/**
 * @param {string} name
 * @param {string} detail
 * @param {number} [ms]
 */
export function stepLine(name, detail, ms) {
  const time = ms === undefined ? "" : formatMs(ms).padStart(9);
  return `${name.padEnd(12)}${detail.padEnd(44)}${time}`.trimEnd();
}

/**
 * @param {string} name
 * @param {string} detail
 * @param {number} [ms]
 */
export function printStep(name, detail, ms) {
  clearPending();
  process.stdout.write(`${stepLine(name, detail, ms)}\n`);
}

/**
 * Runs one step and prints its line. On a terminal the name shows at once, so that a slow step is no silence.
 * @template T
 * @param {string} name
 * @param {() => Promise<T & { detail: string }>} work
 * @returns {Promise<T & { detail: string }>}
 */
export async function runStep(name, work) {
  const started = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`${name.padEnd(12)}…`);
  try {
    const result = await work();
    printStep(name, result.detail, performance.now() - started);
    return result;
  } catch (error) {
    clearPending();
    throw error;
  }
}

function clearPending() {
  if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
}
