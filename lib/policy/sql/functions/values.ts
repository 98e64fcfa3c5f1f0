/**
 * PostgreSQL's own functions over values: without effect on data, catalog, session, files, network or other
 * sessions, and without a look at any relation beyond their arguments.
 *
 * Made from pg_proc of PostgreSQL 15 (immutable and stable ones that are neither internal nor a type's input or
 * output), reviewed class by class; 16 to 18 and the harmless volatile ones were added by hand. A name stands here
 * only if every variant of it is harmless. Cost is no criterion: a statement's time belongs to statement_timeout.
 */
import { words } from "./words";

/** Arithmetic, trigonometry, rounding, random numbers, conversions to numbers. */
const numbers = words(`
  abs acos acosd acosh asin asind asinh atan atan2 atan2d atand atanh bit bool cash_words cbrt ceil ceiling
  char chr cos cosd cosh cot cotd degrees dexp div dlog1 dlog10 dround dtrunc erf erfc exp factorial float4
  float8 floor gamma gcd generate_series int2 int4inc int8_sum lcm lgamma ln log log10 min_scale mod money
  numeric numeric_div_trunc numeric_exp numeric_inc numeric_ln numeric_log numeric_sqrt oid
  pg_encoding_max_length pg_encoding_to_char pg_lsn pg_size_pretty pi pow power radians random random_normal
  round scale sign sin sind sinh sqrt tan tand tanh to_bin to_char to_hex to_oct trim_scale trunc
  txid_visible_in_snapshot
`);

/** Text, patterns, formatting, quoting, encodings. */
const text = words(`
  acldefault ascii bpchar char_length character_length concat concat_ws convert_to current_query decode
  format initcap int4 is_normalized left lpad name nameconcatoid normalize oidvectortypes parse_ident
  pg_char_to_encoding pg_collation_for pg_column_compression pg_indexam_progress_phasename pg_size_bytes
  pg_walfile_name quote_ident quote_literal quote_nullable regexp_count regexp_instr regexp_like
  regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr
  repeat replace reverse right rpad similar_escape similar_to_escape split_part string_to_array
  string_to_table strpos text textlen to_ascii to_number translate unistr varchar version
`);

/** Bytes and bits, digests; several of these names serve text too. */
const bytes = words(`
  bit_count bit_length btrim convert convert_from crc32 crc32c encode get_bit get_byte int8 length like
  like_escape ltrim md5 notlike octet_length overlay position rtrim set_bit set_byte sha224 sha256 sha384
  sha512 substr substring varbit
`);

/** Dates, times, intervals, clocks. */
const time = words(`
  age clock_timestamp date date_add date_bin date_part date_subtract date_trunc extract interval isfinite
  justify_days justify_hours justify_interval make_date make_interval make_time make_timestamp
  make_timestamptz now overlaps pg_postmaster_start_time statement_timestamp time timeofday timestamp
  timestamptz timetz timezone to_date to_timestamp transaction_timestamp
`);

/** JSON in and out, without a look at any relation: a path acts on the value handed in. */
const json = words(`
  array_to_json json_array_elements json_array_elements_text json_array_length json_build_array
  json_build_object json_each json_each_text json_object json_object_keys json_populate_record
  json_populate_recordset json_strip_nulls json_to_record json_to_recordset json_to_tsvector json_typeof
  jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object
  jsonb_each jsonb_each_text jsonb_insert jsonb_object jsonb_object_keys jsonb_path_exists
  jsonb_path_exists_tz jsonb_path_match jsonb_path_match_tz jsonb_path_query jsonb_path_query_array
  jsonb_path_query_array_tz jsonb_path_query_first jsonb_path_query_first_tz jsonb_path_query_tz
  jsonb_populate_record jsonb_populate_recordset jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls
  jsonb_to_record jsonb_to_recordset jsonb_to_tsvector jsonb_typeof row_to_json to_json to_jsonb
`);

/** Arrays and enums. */
const arrays = words(`
  array_dims array_fill array_length array_lower array_ndims array_position array_positions array_remove
  array_replace array_reverse array_sample array_shuffle array_sort array_to_string array_upper cardinality
  enum_first enum_last enum_send generate_subscripts trim_array unnest
`);

/** Ranges and multiranges. */
const ranges = words(`
  datemultirange daterange daterange_canonical daterange_subdiff enum_range int4multirange int4range
  int4range_canonical int4range_subdiff int8multirange int8range int8range_canonical int8range_subdiff
  multirange nummultirange numrange numrange_subdiff tsmultirange tsrange tsrange_subdiff tstzmultirange
  tstzrange tstzrange_subdiff
`);

/** Geometry; popen and pclose open and close a path of points, not a pipe. */
const geometry = words(`
  area box center circle diagonal diameter height isclosed ishorizontal isopen isparallel isperp isvertical
  line lseg npoints path pclose point polygon popen radius slope width
`);

/** Network addresses as values: nothing is connected to or resolved. */
const network = words(`
  abbrev broadcast cidr family host hostmask inet_client_addr inet_server_addr macaddr macaddr8
  macaddr8_set7bit masklen netmask network set_masklen
`);

/** UUIDs. */
const uuids = words(`
  gen_random_uuid uuid_extract_timestamp uuid_extract_version uuidv4 uuidv7
`);

/** XML values; PostgreSQL loads no external entity. */
const xml = words(`
  xml xml_is_well_formed xml_is_well_formed_content xml_is_well_formed_document xmlcomment xmlexists xmltext
  xmlvalidate xpath xpath_exists
`);

/** Text search on values. ts_stat and ts_rewrite run a query that they get as text: not here. */
const search = words(`
  array_to_tsvector get_current_ts_config numnode phraseto_tsquery plainto_tsquery querytree setweight strip
  to_tsquery to_tsvector ts_debug ts_delete ts_filter ts_headline ts_lexize ts_parse ts_rank ts_rank_cd
  ts_token_type tsvector_to_array websearch_to_tsquery
`);

/** Aggregates and window functions. */
const aggregates = words(`
  any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp cume_dist
  dense_rank every first_value json_agg json_agg_strict json_arrayagg json_object_agg json_object_agg_strict
  json_object_agg_unique json_object_agg_unique_strict json_objectagg jsonb_agg jsonb_agg_strict
  jsonb_object_agg jsonb_object_agg_strict jsonb_object_agg_unique jsonb_object_agg_unique_strict lag
  last_value lead max min mode nth_value ntile percent_rank percentile_cont percentile_disc range_agg
  range_intersect_agg rank regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx
  regr_sxy regr_syy row_number stddev stddev_pop stddev_samp string_agg sum var_pop var_samp variance xmlagg
`);

/** What the session knows of itself, and tests of values of any type. */
const session = words(`
  aclexplode casefold current_database current_schema current_schemas current_user getdatabaseencoding
  icu_unicode_version inet_client_port inet_server_port lower lower_inc lower_inf makeaclitem mxid_age
  num_nonnulls num_nulls pg_backend_pid pg_client_encoding pg_column_size pg_column_toast_chunk_id
  pg_current_snapshot pg_current_xact_id pg_current_xact_id_if_assigned pg_get_keywords pg_jit_available
  pg_snapshot_xip pg_snapshot_xmax pg_snapshot_xmin pg_split_walfile_name pg_trigger_depth pg_typeof
  pg_visible_in_snapshot pg_wal_lsn_diff pg_walfile_name_offset session_user system_user txid_current
  txid_current_if_assigned txid_current_snapshot txid_snapshot_xip txid_snapshot_xmax txid_snapshot_xmin
  unicode_assigned unicode_version upper upper_inc upper_inf width_bucket xid
`);

/** Names of types in the place of a function: a cast. Those that look into the catalog are in catalog.ts. */
const casts = words(`
  bytea inet json jsonb jsonpath oid regconfig regdictionary tid uuid xid xid8
`);

export const VALUE_FUNCTIONS: readonly string[] = [
  ...numbers,
  ...text,
  ...bytes,
  ...time,
  ...json,
  ...arrays,
  ...ranges,
  ...geometry,
  ...network,
  ...uuids,
  ...xml,
  ...search,
  ...aggregates,
  ...session,
  ...casts,
];
