/** `events` as the packages of the library ask for it. */
export { addAbortListener, EventEmitter } from "../modules/events";
