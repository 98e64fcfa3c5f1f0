/** Colour, only on a terminal and never with NO_COLOR; no meaning is carried by colour alone. */
export type Paint = (text: string) => string;
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
  readonly cyan: Paint;
}

const plain: Paint = (text) => text;
const paint =
  (code: number, end: number): Paint =>
  (text) =>
    `\x1b[${code}m${text}\x1b[${end}m`;

export const PLAIN: Style = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, cyan: plain };
const COLOURED: Style = {
  bold: paint(1, 22),
  dim: paint(2, 22),
  red: paint(31, 39),
  yellow: paint(33, 39),
  green: paint(32, 39),
  cyan: paint(36, 39),
};

export function styleFor(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): Style {
  const isRefused = (env.NO_COLOR ?? "") !== "" || env.TERM === "dumb";
  return isTerminal && !isRefused ? COLOURED : PLAIN;
}
