/** The spec that `aegis init` writes. A test holds that it loads without a warning and that its tests pass. */
export function agentToml(name: string): string {
  return `# What the agent is, and what it may do. What no line here allows is denied.
# Run it:  aegis run agent.toml     See what it allows:  aegis inspect agent.toml
spec = 1

[agent]
name = ${JSON.stringify(name)}
version = "0.1.0"
description = "Reads data/input.txt and writes a summary"
# What a run starts.
entry = "agent.ts"
# How far you trust it. This grants nothing: every level begins with nothing allowed.
trust_level = "semi-trusted"

[capabilities.filesystem]
# The folder of this file is /workspace to the agent, whose own file is read like any other.
# "*" is within one folder, "**" is any number of folders. A grant to write also reads.
read = ["/workspace/*", "/workspace/data/**"]
write = ["/workspace/out/**"]
# A deny wins wherever it stands, also over the grants above.
deny = ["**/.env*", "**/*.key", "**/*.pem"]
# Writing here waits for a person. Nobody answering is a no.
approve = ["/workspace/out/final/**"]

[capabilities.network]
# [METHOD ]scheme://host[:port][/path]. Uncomment what the agent needs.
# allow_egress = ["GET https://api.example.com/v1/**"]
# approve_egress = ["POST https://api.example.com/v1/orders"]

[capabilities.exec]
# Commands, word by word: "git log *" is git log and whatever follows. Never a shell line.
# allow = ["git status", "git log *"]
# eval, new Function, and code from addresses.
allow_dynamic_code = false
# The only variables of the environment that the agent sees.
env = ["LANG", "TZ"]

# A tool is granted by naming it, under conditions on its arguments.
# [capabilities.tools."tickets.create"]
# effect = "approve"
# rate_limit = "10/hour"
# args.title = { max_length = 200 }

[approvals]
# How long a question waits for an answer.
timeout = "5m"

[resources]
memory_limit = "128M"
max_tool_calls = 200
max_output = "1M"

# The tests of the policy live with it: one request, one expected verdict. Run them: aegis test agent.toml
[[test]]
name = "reads its data"
request = { op = "fs.read", path = "/workspace/data/input.txt" }
expect = "allow"

[[test]]
name = "writes its summary"
request = { op = "fs.write", path = "/workspace/out/summary.md" }
expect = "allow"

[[test]]
name = "asks before it publishes"
request = { op = "fs.write", path = "/workspace/out/final/summary.md" }
expect = "approve"

[[test]]
name = "cannot read secrets, wherever they lie"
request = { op = "fs.read", path = "/workspace/data/.env" }
expect = "deny"

[[test]]
name = "cannot read the system"
request = { op = "fs.read", path = "/etc/passwd" }
expect = "deny"

[[test]]
name = "cannot send anything anywhere"
request = { op = "net.fetch", method = "POST", url = "https://example.com/upload" }
expect = "deny"
`;
}
