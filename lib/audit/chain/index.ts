/** The chain of one session. */
export { type Appended, Chain, type ChainPosition } from "./chain";
