/** The chain of one session. */
export type { Adopted } from "./adopted";
export { type Appended, Chain, type ChainPosition } from "./chain";
