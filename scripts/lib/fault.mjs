/** A fault of the surroundings, told to the person in one sentence that names the fault and its mend. */
export class Fault extends Error {
  name = "Fault";
}

/**
 * Runs a launcher to its end: a Fault becomes its sentence on stderr, anything else its stack; both exit with 1.
 * @param {() => Promise<number | undefined>} main resolves with an exit code, or with nothing to keep serving
 */
export async function runMain(main) {
  try {
    const code = await main();
    if (code !== undefined) process.exit(code);
  } catch (error) {
    process.stderr.write(`${error instanceof Fault ? error.message : (error?.stack ?? error)}\n`);
    process.exit(1);
  }
}
