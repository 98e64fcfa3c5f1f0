/**
 * PostgreSQL's own functions that read its catalog, its settings or its state: each with the catalog relation that
 * tells the same. Calling one counts as reading that relation: `pg_get_viewdef(oid)` is refused to whom pg_rewrite
 * is not granted. Otherwise `tables = ["public.orders"]` would leave the whole catalog open to questions such as
 * has_table_privilege, and casts to regclass could list every table by number.
 */
import { words } from "./words";

const READERS: Readonly<Record<string, readonly string[]>> = {
  pg_class: words(`
    has_any_column_privilege has_column_privilege has_table_privilege pg_column_is_updatable
    pg_filenode_relation pg_get_acl pg_get_loaded_modules pg_get_partition_constraintdef pg_get_partkeydef
    pg_get_serial_sequence pg_indexes_size pg_is_other_temp_schema pg_my_temp_schema pg_partition_ancestors
    pg_partition_root pg_partition_tree pg_relation_filenode pg_relation_filepath pg_relation_is_publishable
    pg_relation_is_updatable pg_relation_size pg_table_is_visible pg_table_size pg_total_relation_size
    regclass row_security_active satisfies_hash_partition to_regclass
  `),
  pg_proc: words(`
    amvalidate fmgr_c_validator fmgr_internal_validator fmgr_sql_validator has_function_privilege
    pg_function_is_visible pg_get_function_arg_default pg_get_function_arguments
    pg_get_function_identity_arguments pg_get_function_result pg_get_function_sqlbody pg_get_functiondef
    regproc regprocedure to_regproc to_regprocedure
  `),
  pg_rewrite: words("pg_get_ruledef pg_get_viewdef"),
  pg_index: words(`
    pg_get_indexdef pg_get_replica_identity_index pg_index_column_has_property pg_index_has_property
    pg_indexam_has_property
  `),
  pg_constraint: words("pg_get_catalog_foreign_keys pg_get_constraintdef"),
  pg_trigger: words("pg_get_triggerdef"),
  pg_attrdef: words("pg_get_expr"),
  pg_statistic_ext: words(`
    pg_get_statisticsobjdef pg_get_statisticsobjdef_columns pg_get_statisticsobjdef_expressions
    pg_statistics_obj_is_visible
  `),
  pg_stats_ext: words("pg_mcv_list_items"),
  pg_description: words("col_description obj_description shobj_description"),
  pg_depend: words(`
    pg_describe_object pg_get_object_address pg_identify_object pg_identify_object_as_address
  `),
  pg_type: words(`
    any_in any_out anyarray_in anyarray_out anyarray_send anycompatible_in anycompatible_out
    anycompatiblearray_in anycompatiblearray_out anycompatiblearray_send anycompatiblemultirange_in
    anycompatiblemultirange_out anycompatiblenonarray_in anycompatiblenonarray_out anycompatiblerange_in
    anycompatiblerange_out anyelement_in anyelement_out anyenum_in anyenum_out anymultirange_in
    anymultirange_out anynonarray_in anynonarray_out anyrange_in anyrange_out array_in array_out array_send
    domain_in enum_in enum_out format_type has_type_privilege multirange_in multirange_out multirange_send
    pg_basetype pg_input_error_info pg_input_is_valid pg_node_tree_in pg_node_tree_out pg_node_tree_send
    pg_type_is_visible range_in range_out range_send record_in record_out record_send regclassin regclassout
    regclasssend regcollationin regcollationout regcollationsend regconfigin regconfigout regconfigsend
    regdictionaryin regdictionaryout regdictionarysend regnamespacein regnamespaceout regnamespacesend
    regoperatorin regoperatorout regoperatorsend regoperin regoperout regopersend regprocedurein
    regprocedureout regproceduresend regprocin regprocout regprocsend regrolein regroleout regrolesend
    regtype regtypein regtypeout regtypesend to_regtype to_regtypemod
  `),
  pg_operator: words(`
    pg_opclass_is_visible pg_operator_is_visible pg_opfamily_is_visible regoper regoperator to_regoper
    to_regoperator
  `),
  pg_collation: words(`
    pg_collation_actual_version pg_collation_is_visible pg_conversion_is_visible regcollation
    to_regcollation
  `),
  pg_namespace: words("has_schema_privilege regnamespace to_regnamespace"),
  pg_ts_config: words(`
    pg_ts_config_is_visible pg_ts_dict_is_visible pg_ts_parser_is_visible pg_ts_template_is_visible
  `),
  pg_roles: words(`
    getpgusername has_foreign_data_wrapper_privilege has_language_privilege has_largeobject_privilege
    has_server_privilege pg_get_userbyid pg_has_role regrole to_regrole
  `),
  pg_database: words("has_database_privilege pg_database_collation_actual_version pg_database_size"),
  pg_tablespace: words(`
    has_tablespace_privilege pg_tablespace_databases pg_tablespace_location pg_tablespace_size
  `),
  pg_settings: words(`
    current_setting has_parameter_privilege pg_conf_load_time pg_settings_get_flags pg_show_all_settings
  `),
  pg_config: words(`
    pg_config pg_control_checkpoint pg_control_init pg_control_recovery pg_control_system
    pg_get_wal_resource_managers
  `),
  pg_sequences: words(`
    currval has_sequence_privilege lastval pg_get_sequence_data pg_sequence_last_value
    pg_sequence_parameters
  `),
  pg_locks: words("pg_blocking_pids pg_lock_status pg_safe_snapshot_blocking_pids"),
  pg_prepared_xacts: words(`
    pg_get_multixact_members pg_last_committed_xact pg_prepared_xact pg_xact_commit_timestamp
    pg_xact_commit_timestamp_origin pg_xact_status txid_status
  `),
  pg_prepared_statements: words("pg_prepared_statement"),
  pg_cursors: words("pg_cursor"),
  pg_available_extensions: words(`
    pg_available_extension_versions pg_available_extensions pg_extension_update_paths
  `),
  pg_publication_tables: words("pg_get_publication_tables"),
  pg_foreign_table: words("pg_options_to_table"),
  pg_timezone_names: words(`
    pg_timezone_abbrevs pg_timezone_abbrevs_abbrevs pg_timezone_abbrevs_zone pg_timezone_names
  `),
  pg_shmem_allocations: words(`
    pg_get_backend_memory_contexts pg_get_shmem_allocations pg_get_shmem_allocations_numa pg_numa_available
  `),
  pg_replication_slots: words(`
    pg_get_replication_slots pg_replication_origin_oid pg_replication_origin_progress
    pg_show_replication_origin_status
  `),
  pg_stat_wal_receiver: words(`
    pg_current_wal_flush_lsn pg_current_wal_insert_lsn pg_current_wal_lsn pg_get_wal_replay_pause_state
    pg_is_in_recovery pg_is_wal_replay_paused pg_last_wal_receive_lsn pg_last_wal_replay_lsn
    pg_last_xact_replay_timestamp
  `),
  pg_stat_activity: words(`
    pg_get_aios pg_get_wait_events pg_listening_channels pg_notification_queue_usage pg_stat_have_stats
  `),
};

/** Function name to the relation of pg_catalog that it reads. */
export const CATALOG_FUNCTIONS: ReadonlyMap<string, string> = new Map(
  Object.entries(READERS).flatMap(([relation, names]) => names.map((name) => [name, relation] as const)),
);
