/** The file of a workspace that says what its agent may do. */
export const POLICY_FILE = "agent.toml";
