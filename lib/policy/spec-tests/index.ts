/** The `[[test]]` tables of a spec: decided, and which rules they touch. */
export { type Coverage, coverageOf } from "./coverage";
export { runTests, type TestResult } from "./run-tests";
export { type PolicyTest, testsOf } from "./tests-of";
