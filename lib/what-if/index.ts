/** A recorded run decided again by another policy. */
export { OtherPolicy } from "./other-policy";
export { type Outcome, Pass } from "./pass";
export { hidesArguments, requestOf } from "./recorded-request";
export { type Asked, RecordedRun, type RunRequest, type Step, type Was } from "./recorded-run";
export { addedUp, stricter, usedOf } from "./used";
export { compare, type Flip, pair, type WhatIf } from "./what-if";
