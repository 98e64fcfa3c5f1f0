/** What stands for Node's global `Buffer` in a page's bundle of the shell. */
export { Buffer } from "../guest/buffer";
