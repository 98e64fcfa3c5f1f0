/**
 * PostgreSQL's own functions with effects, by what they do. Refused unless the spec names them. They need no list to
 * be refused (what is not known is), but to be told apart from columns: `('/etc/passwd'::text).pg_read_file` is a
 * call, and the reason should say what was tried.
 */
import { words } from "./words";

const EFFECTS: Readonly<Record<string, readonly string[]>> = {
  "reads or writes files of the database server": words(`
    pg_available_wal_summaries pg_current_logfile pg_file_read pg_file_rename pg_file_sync pg_file_unlink
    pg_file_write pg_get_wal_summarizer_state pg_hba_file_rules pg_ident_file_mappings pg_logdir_ls
    pg_ls_archive_statusdir pg_ls_dir pg_ls_logdir pg_ls_logicalmapdir pg_ls_logicalsnapdir
    pg_ls_replslotdir pg_ls_summariesdir pg_ls_tmpdir pg_ls_waldir pg_read_binary_file pg_read_file
    pg_read_file_old pg_show_all_file_settings pg_stat_file pg_wal_summary_contents
  `),
  "reads or writes large objects, which no table list covers": words(`
    lo_close lo_creat lo_create lo_export lo_from_bytea lo_get lo_import lo_lseek lo_lseek64 lo_open lo_put
    lo_tell lo_tell64 lo_truncate lo_truncate64 lo_unlink loread lowrite
  `),
  "runs a query or reads a table that it gets as text": words(`
    currtid currtid2 cursor_to_xml cursor_to_xmlschema database_to_xml database_to_xml_and_xmlschema
    database_to_xmlschema query_to_xml query_to_xml_and_xmlschema query_to_xmlschema schema_to_xml
    schema_to_xml_and_xmlschema schema_to_xmlschema table_to_xml table_to_xml_and_xmlschema
    table_to_xmlschema ts_rewrite ts_stat
  `),
  "moves a sequence on": words("nextval pg_nextoid setval"),
  "changes the session": words(`
    pg_export_snapshot pg_stat_clear_snapshot pg_stat_force_next_flush set_config setseed
  `),
  "waits or takes a lock": words(`
    pg_advisory_lock pg_advisory_lock_shared pg_advisory_unlock pg_advisory_unlock_all
    pg_advisory_unlock_shared pg_advisory_xact_lock pg_advisory_xact_lock_shared
    pg_isolation_test_session_is_blocked pg_sleep pg_sleep_for pg_sleep_until pg_try_advisory_lock
    pg_try_advisory_lock_shared pg_try_advisory_xact_lock pg_try_advisory_xact_lock_shared
    pg_wal_replay_wait
  `),
  "acts on other sessions": words(`
    pg_cancel_backend pg_get_process_memory_contexts pg_log_backend_memory_contexts pg_notify
    pg_terminate_backend
  `),
  "controls the database server": words(`
    binary_upgrade_add_sub_rel_state binary_upgrade_create_conflict_detection_slot
    binary_upgrade_create_empty_extension binary_upgrade_logical_slot_has_caught_up
    binary_upgrade_replorigin_advance binary_upgrade_set_missing_value
    binary_upgrade_set_next_array_pg_type_oid binary_upgrade_set_next_heap_pg_class_oid
    binary_upgrade_set_next_heap_relfilenode binary_upgrade_set_next_index_pg_class_oid
    binary_upgrade_set_next_index_relfilenode binary_upgrade_set_next_multirange_array_pg_type_oid
    binary_upgrade_set_next_multirange_pg_type_oid binary_upgrade_set_next_pg_authid_oid
    binary_upgrade_set_next_pg_enum_oid binary_upgrade_set_next_pg_tablespace_oid
    binary_upgrade_set_next_pg_type_oid binary_upgrade_set_next_toast_pg_class_oid
    binary_upgrade_set_next_toast_relfilenode binary_upgrade_set_record_init_privs pg_backup_start
    pg_backup_stop pg_create_restore_point pg_extension_config_dump pg_import_system_collations pg_promote
    pg_reload_conf pg_rotate_logfile pg_rotate_logfile_old pg_start_backup pg_stop_backup
    pg_stop_making_pinned_objects pg_switch_wal pg_switch_xlog pg_wal_replay_pause pg_wal_replay_resume
  `),
  "changes indexes or statistics": words(`
    brin_desummarize_range brin_summarize_new_values brin_summarize_range gin_clean_pending_list
    pg_clear_attribute_stats pg_clear_extended_stats pg_clear_relation_stats pg_restore_attribute_stats
    pg_restore_extended_stats pg_restore_relation_stats pg_stat_reset pg_stat_reset_backend_stats
    pg_stat_reset_replication_slot pg_stat_reset_shared pg_stat_reset_single_function_counters
    pg_stat_reset_single_table_counters pg_stat_reset_slru pg_stat_reset_subscription_stats
  `),
  "reads or changes replication": words(`
    pg_copy_logical_replication_slot pg_copy_physical_replication_slot pg_create_logical_replication_slot
    pg_create_physical_replication_slot pg_drop_replication_slot pg_logical_emit_message
    pg_logical_slot_get_binary_changes pg_logical_slot_get_changes pg_logical_slot_peek_binary_changes
    pg_logical_slot_peek_changes pg_replication_origin_advance pg_replication_origin_create
    pg_replication_origin_drop pg_replication_origin_session_is_setup pg_replication_origin_session_progress
    pg_replication_origin_session_reset pg_replication_origin_session_setup pg_replication_origin_xact_reset
    pg_replication_origin_xact_setup pg_replication_slot_advance pg_sync_replication_slots
  `),
};

/** Function name to what it does, as the end of a sentence. */
export const EFFECT_FUNCTIONS: ReadonlyMap<string, string> = new Map(
  Object.entries(EFFECTS).flatMap(([what, names]) => names.map((name) => [name, what] as const)),
);
