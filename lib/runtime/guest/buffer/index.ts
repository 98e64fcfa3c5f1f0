/** The module `buffer`. */
export { Buffer } from "./buffer";
