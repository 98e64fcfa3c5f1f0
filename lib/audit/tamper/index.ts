/** Changes a copy of a log in one chosen way. */
export { CHANGES, type ChangeName, isChange } from "./changes";
export { type TamperedLog, type TamperOptions, tamper } from "./tamper";
