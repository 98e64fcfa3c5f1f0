const LEAST = [20, 9];

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
