/** The chain of one session. */
export type { Adopted } from "./adopted";
export { Chain, type ChainPosition } from "./chain";
export type { Line } from "./line-buffer";
