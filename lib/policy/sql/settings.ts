/**
 * Settings that an agent may change where `set` is granted: how plans are made and how values are written out. All
 * others can move what the checks rest on: search_path changes which table a name means, standard_conforming_strings
 * and client_encoding where a string ends, row_security and role what is visible, statement_timeout how long it takes.
 */
import { words } from "./functions/words";

const HARMLESS: ReadonlySet<string> = new Set(
  words(`
    bytea_output client_min_messages constraint_exclusion cpu_index_tuple_cost cpu_operator_cost cpu_tuple_cost
    cursor_tuple_fraction datestyle debug_parallel_query default_statistics_target effective_cache_size
    extra_float_digits force_parallel_mode from_collapse_limit geqo geqo_effort geqo_threshold intervalstyle jit
    jit_above_cost jit_inline_above_cost jit_optimize_above_cost join_collapse_limit lc_monetary lc_numeric lc_time
    max_parallel_workers_per_gather min_parallel_index_scan_size min_parallel_table_scan_size
    parallel_leader_participation parallel_setup_cost parallel_tuple_cost plan_cache_mode random_page_cost
    recursive_worktable_factor seq_page_cost timezone xmlbinary xmloption
  `),
);

/** Setting names are compared without regard to case by the server. */
export function isHarmlessSetting(name: string): boolean {
  const lower = name.toLowerCase();
  return HARMLESS.has(lower) || /^enable_[a-z_]+$/.test(lower);
}
