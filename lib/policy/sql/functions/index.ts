/**
 * What is known of a function by its name. The list is closed: a name that stands nowhere is unknown, and unknown is
 * not granted. It judges PostgreSQL's own functions, so it is only asked for names without a schema or in pg_catalog.
 *
 * It does not see overloads: a function `public.lower(my_type)` hides behind `lower`. Who may create functions may do
 * that, which is why creating them is granted by no word of a spec.
 */
import { CATALOG_FUNCTIONS } from "./catalog";
import { EFFECT_FUNCTIONS } from "./effects";
import { OPERATOR_FUNCTIONS, TYPE_FUNCTIONS } from "./operators";
import { STATISTICS_FUNCTIONS } from "./statistics";
import { VALUE_FUNCTIONS } from "./values";
import { words } from "./words";

export type FunctionClass =
  | { readonly is: "value" }
  /** Reads this relation of pg_catalog. */
  | { readonly is: "catalog"; readonly relation: string }
  /** `what` ends a sentence: "reads or writes files of the database server". */
  | { readonly is: "effect"; readonly what: string }
  | { readonly is: "unknown" };

const VALUE: FunctionClass = { is: "value" };
const UNKNOWN: FunctionClass = { is: "unknown" };

const CLASSES: ReadonlyMap<string, FunctionClass> = new Map<string, FunctionClass>([
  ...VALUE_FUNCTIONS.map((name) => [name, VALUE] as const),
  ...OPERATOR_FUNCTIONS.map((name) => [name, VALUE] as const),
  ...TYPE_FUNCTIONS.map((name) => [name, VALUE] as const),
  ...STATISTICS_FUNCTIONS.map((name) => [name, { is: "catalog", relation: "pg_stat_activity" }] as const),
  ...[...CATALOG_FUNCTIONS].map(([name, relation]) => [name, { is: "catalog", relation }] as const),
  // Last, so that a name that slipped into two lists has its effect.
  ...[...EFFECT_FUNCTIONS].map(([name, what]) => [name, { is: "effect", what }] as const),
]);

export function classOfFunction(name: string): FunctionClass {
  return CLASSES.get(name) ?? UNKNOWN;
}

/** Those that answer rows with named columns in all their variants: what stands behind their dot is a column. */
const ROW_FUNCTIONS: ReadonlySet<string> = new Set(
  words(`
    aclexplode json_each json_each_text json_populate_record json_populate_recordset json_to_record
    json_to_recordset jsonb_each jsonb_each_text jsonb_populate_record jsonb_populate_recordset jsonb_to_record
    jsonb_to_recordset pg_available_extension_versions pg_available_extensions pg_config pg_control_checkpoint
    pg_control_init pg_control_recovery pg_control_system pg_cursor pg_extension_update_paths
    pg_get_backend_memory_contexts pg_get_catalog_foreign_keys pg_get_keywords pg_get_multixact_members
    pg_get_object_address pg_get_publication_tables pg_get_replication_slots pg_get_shmem_allocations
    pg_get_wal_resource_managers pg_identify_object pg_identify_object_as_address pg_input_error_info
    pg_last_committed_xact pg_lock_status pg_mcv_list_items pg_options_to_table pg_partition_tree
    pg_prepared_statement pg_prepared_xact pg_sequence_parameters pg_show_all_settings
    pg_show_replication_origin_status pg_split_walfile_name pg_stat_get_activity pg_stat_get_archiver
    pg_stat_get_io pg_stat_get_progress_info pg_stat_get_recovery_prefetch pg_stat_get_replication_slot
    pg_stat_get_slru pg_stat_get_subscription pg_stat_get_subscription_stats pg_stat_get_wal
    pg_stat_get_wal_receiver pg_stat_get_wal_senders pg_timezone_abbrevs pg_timezone_names
    pg_walfile_name_offset pg_xact_commit_timestamp_origin ts_debug ts_parse ts_token_type
  `),
);

export function answersRows(name: string): boolean {
  return ROW_FUNCTIONS.has(name);
}

/** Columns of the functions that answer a single value in some variant, beside their own name. */
export function columnsOf(name: string): readonly string[] {
  if (name === "unnest") return ["lexeme", "positions", "weights"];
  return /^jsonb?_array_elements(_text)?$/.test(name) ? ["value"] : [];
}
