/** A spec that uses every key of the language once. A test holds it against the definition. */
export const EVERY_KEY_SPEC = `spec = 1

[agent]
name = "every-key"
version = "1.0.0"
description = "Uses every key"
owner = "ops@example.com"
entry = "src/agent.ts"
framework = "custom"
runtime = "node20"
model = "default"
restart_policy = "never"
max_runtime = "1h30m"
trust_level = "semitrusted"
skill_sandbox = "basic"

[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
deny = ["**/*.key", "**/.env*"]
approve = ["/workspace/out/final/**"]

[capabilities.network]
allow_egress = ["https://api.github.com", "GET,HEAD https://*.example.com:8443/v1/**"]
approve_egress = ["POST https://api.github.com/repos/*/*/issues"]
deny_egress = ["https://api.github.com/admin/**"]
allow_ingress = false
dns_policy = "restricted"

[capabilities.exec]
allow = ["node", "git status", "git log *"]
deny = ["bash", "sh", "curl"]
approve = ["git push *"]
allow_subprocess = true
allow_dynamic_code = false
deny_dynamic_imports = ["node:vm"]
env = ["LANG", "TZ"]

[capabilities.tools."github.create_issue"]
effect = "approve"
rate_limit = "10/hour"
args.repo = ["acme/*"]
args.title = { max_length = 200, min_length = 1, required = true, matches = "[A-Z].*" }
args.amount = { min = 0, max = 100 }
args.kind = { one_of = ["bug", "task"] }
args.draft = { equals = false }
args.labels = { items = ["area/*"] }

[capabilities.api.gmail]
scopes = ["read", "send"]
rate_limit = "60/hour"
recipients = { max_length = 3 }

[capabilities.sql.analytics]
statements = ["select"]
tables = ["public.orders", "public.customers"]
deny_tables = ["*.secrets"]
functions = ["reporting.monthly_total"]
deny_functions = ["pg_read_file", "pg_sleep", "lo_*"]

[capabilities.models]
allow = ["default", "claude-*"]
regions = ["eu"]
max_tokens = 200_000
max_cost_usd = 2.00

[capabilities.secrets.GITHUB_TOKEN]
hosts = ["api.github.com"]
header = "Authorization: Bearer {}"

[capabilities.agents]
spawn = ["summarizer"]

[guards]
input = ["injection:block", "pii:mask"]
tool_call = ["secrets:block", "masked-data:block"]
tool_result = ["injection:block"]
output = ["pii:mask", "secrets:block"]

[approvals]
approvers = ["role:security", "lead@example.com"]
timeout = "5m"
second_person = true

[resources]
memory_limit = "512M"
memory_swap = "1G"
tmp_size = "256M"
max_output = "1M"
cpu_shares = 128
io_weight = 100
pids_limit = 64
max_tool_calls = 500

[audit]
log_level = "actions"
retention = "90d"
hash_chain = true
export = ["file"]

[checkpoint]
interval = "30m"
max_snapshots = 10
before_high_risk = true
rollback_triggers = ["deny_violation_count > 5", "credential_access_attempt"]

[compliance]
frameworks = ["soc2", "cmmc-l2"]
review_interval = "30d"

[[test]]
name = "cannot read keys"
request = { op = "fs.read", path = "/workspace/id.key" }
expect = "deny"
`;
