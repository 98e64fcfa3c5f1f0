/**
 * What every attack imports: the words by which it tells what it found. Read before the attack changes anything, so that a changed
 * prototype does not keep it from telling.
 */

/** Of an agent that got to its end. */
export const TRIED = "[tried]";
/** Of an agent that got out, by its own account. */
export const ESCAPED = "[escaped]";
/** Before the number of a record that a refusal named. */
export const REFUSED = "[refused]";

export const KIT = `const { log } = console;
const { apply, ownKeys } = Reflect;
const { stringify } = JSON;
const text = String;
const isError = (value) => typeof value === "object" && value !== null && typeof value.message === "string";
export const say = (line) => { log("%s", line); };
export const tried = () => say("${TRIED}");
export const escaped = (how) => say("${ESCAPED} " + how);
/** The value or the error of a piece of work. */
export async function attempt(work) {
  try { return await work(); } catch (error) { return error; }
}
/** Prints all that a value or an error holds: whoever judges looks for secrets in it. */
export async function leak(work) {
  const value = await attempt(work);
  refusal(value);
  say(await shown(value));
  return value;
}
/** Has the judge look for the record of a refusal. */
export function refusal(value) {
  for (let error = value, depth = 0; isError(error) && depth < 4; error = error.cause, depth++)
    if (typeof error.record === "number") say("${REFUSED} " + error.record);
}
async function shown(value) {
  if (typeof value === "string") return value;
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (isError(value)) {
    let all = "";
    for (let error = value, depth = 0; isError(error) && depth < 4; error = error.cause, depth++) {
      all += text(error.message) + " " + text(error.stack) + " ";
      for (const key of ownKeys(error)) if (typeof error[key] === "string") all += text(key) + "=" + error[key] + " ";
    }
    return all;
  }
  try { return stringify(value) ?? text(value); } catch { return typeof value; }
}
`;
