import "server-only";

/** Who signs the heads of a workspace's log beside this server. */
export { witnessHttp } from "./client";
export { policyText } from "./policy";
export { WitnessRounds } from "./rounds";
export { addWitness, changeLog, logState, removeWitness } from "./settings";
