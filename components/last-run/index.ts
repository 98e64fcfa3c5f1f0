/** All of it, loaded when a workbench opens. */
export { RunKeeper } from "./keep-run";
export { recallRun } from "./recall-run";
