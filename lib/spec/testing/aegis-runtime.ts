/** A file in the form of aegis-runtime, with every section that it knows. It must load here as it is. */
export const AEGIS_RUNTIME_SPEC = `[agent]
name = "mail-triage"
version = "1.2.0"
framework = "langchain"
runtime = "python3.12"
model = "claude-sonnet-4-5"
owner = "ops@example.com"
restart_policy = "on-failure"
max_runtime = "2h"
trust_level = "untrusted"
[capabilities.filesystem]
read = ["/srv/mail/**", "/tmp/triage/**"]
write = ["/tmp/triage/**"]
deny = ["/etc/**", "**/.ssh/**", "**/*.key", "**/*.pem"]
[capabilities.network]
allow_egress = ["https://api.anthropic.com:443", "https://imap.example.com:993"]
deny_egress = ["*"]
allow_ingress = false
dns_policy = "restricted"
[capabilities.exec]
allow = ["python3"]
deny = ["bash", "sh", "curl"]
allow_subprocess = false
allow_dynamic_code = true
[capabilities.api.mailbox]
scopes = ["read", "send"]
rate_limit = "60/hour"
[resources]
cpu_shares = 128
memory_limit = "512M"
memory_swap = "512M"
io_weight = 100
pids_limit = 64
tmp_size = "256M"
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
frameworks = ["soc2"]
review_interval = "30d"
`;
