const LEAST = [20, 9];
/** What the test runner's compiler is made for; Node skips its binary on anything older. */
const LEAST_FOR_TESTS = { 20: 19, 22: 12 };

/**
 * The one sentence for a Node that is too old. This file must parse on such a Node, so it stays plain.
 * @param {string} version as in process.versions.node
 * @returns {string | undefined}
 */
export function nodeFault(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return undefined;
  return `Aegis needs Node ${LEAST.join(".")} or newer and this is Node ${version}: install a current Node and start again.`;
}

/**
 * The same for running the tests, which takes tools that ask for more than the product does.
 * @param {string} version
 * @returns {string | undefined}
 */
export function testNodeFault(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const least = LEAST_FOR_TESTS[major];
  const isEnough = major >= 24 || (least !== undefined && minor >= least);
  if (isEnough) return undefined;
  return `The tests need Node 20.19, 22.12, 24 or newer and this is Node ${version}: install a current Node and start again.`;
}
