/** Globals that packages of the library use while they are set up, before there are any. */
export { AbortController, AbortSignal } from "../web/abort";
export { TextDecoder, TextEncoder } from "../web/text";
