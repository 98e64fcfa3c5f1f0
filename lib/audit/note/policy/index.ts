/** C2SP tlog-policy: k of n witnesses. */
export { hasQuorum, meetsPolicy, type PolicyMet } from "./meets";
export { NO_QUORUM, type PolicyGroup, type PolicyLog, type PolicyWitness, type TlogPolicy } from "./policy";
export { MAX_POLICY_BYTES, MAX_POLICY_KEYS, readPolicy, writePolicy } from "./read";
