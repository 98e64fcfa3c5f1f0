/** The spec under which every attack runs: enough is allowed that there is something to misuse. */
import type { Attack } from "./attack";

/** Beside it: the address of the one server that is allowed. */
export function specOf(attack: Attack, allowed: string): string {
  return `[agent]\nname = "attacker"\n${sectionsOf(attack, allowed)}`;
}

/** What comes after the name of the agent. */
export function sectionsOf(attack: Attack, allowed: string): string {
  const own = attack.policy.replaceAll("@@ALLOWED@@", allowed);
  const has = (key: string) => new RegExp(`^${key} =`, "m").test(own);
  return `
max_runtime = "${/^max_runtime = "(.*)"$/m.exec(own)?.[1] ?? "60s"}"
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
deny = ["/workspace/private/**", "**/*.key"]
approve = ["/workspace/out/final/**"]
[capabilities.network]
allow_egress = ["GET,POST ${allowed}/**"]
approve_egress = ["PUT ${allowed}/**"]
deny_egress = ["${allowed}/private/**"]
[capabilities.exec]
allow = ["echo", "cat", "ls", "printf", "xargs", "find", "env", "sed", "awk", "grep", "head", "jq", "sort", "tee", "cp", "mv", "ln", "test", "true", "export", "cd"]
deny = ["base64", "rm"]
env = ["LANG"]
${has("allow_dynamic_code") ? (/^allow_dynamic_code = .*$/m.exec(own)?.[0] ?? "") : ""}
${/^deny_dynamic_imports = .*$/m.exec(own)?.[0] ?? ""}
[approvals]
timeout = "${/^timeout = "(.*)"$/m.exec(own)?.[1] ?? "30s"}"
second_person = ${/^second_person = (.*)$/m.exec(own)?.[1] ?? "false"}
[resources]
memory_limit = "${/^memory_limit = "(.*)"$/m.exec(own)?.[1] ?? "64M"}"
max_output = "512K"
`;
}
