/** Text that was never meant to hold control characters, with a sign for each: the name of a file, a line that was pasted. */

/** Turns the letters after it around: what is read is then not what is there. */
export const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;
const PICTURES = 0x2400;
const PICTURE_OF_DELETE = "\u2421";
const REPLACED = "\ufffd";

export function visible(text: string): string {
  return text.toWellFormed().replace(CONTROLS, sign).replace(TURNS, REPLACED);
}

function sign(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(PICTURES + code);
  return code === 0x7f ? PICTURE_OF_DELETE : REPLACED;
}
