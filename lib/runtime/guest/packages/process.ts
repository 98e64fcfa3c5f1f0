/** `process` as the packages of the library ask for it. */
import { process } from "../modules/process";

export const nextTick = process.nextTick;
export { process };
