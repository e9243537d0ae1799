using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;

#nullable disable

namespace Matchmaking.Platform.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,")
                .Annotation("Npgsql:PostgresExtension:unaccent", ",,");

            migrationBuilder.CreateSequence(
                name: "search_document_version");

            migrationBuilder.CreateTable(
                name: "data_protection_key",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    xml = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "free_word",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    text = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    folded = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    first_said_by = table.Column<Guid>(type: "uuid", nullable: true),
                    first_said_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    times_said = table.Column<int>(type: "integer", nullable: false),
                    row_id = table.Column<Guid>(type: "uuid", nullable: true),
                    merged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_free_word", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "job_run",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    last_start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_success = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_failure = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    failures_in_a_row = table.Column<int>(type: "integer", nullable: false),
                    last_done = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_run", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "match_pending",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    cause = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    about_id = table.Column<Guid>(type: "uuid", nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    not_before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    fence = table.Column<int>(type: "integer", nullable: false),
                    owner = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    dead_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_match_pending", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "match_weight",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    points = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_match_weight", x => x.code);
                    table.CheckConstraint("ck_match_weight_points", "points between 0 and 100");
                });

            migrationBuilder.CreateTable(
                name: "municipality",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    code = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    name_fi = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name_sv = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name_en = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    slug = table.Column<string>(type: "character varying(70)", maxLength: 70, nullable: false),
                    search_names = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    languages = table.Column<string[]>(type: "text[]", nullable: false),
                    latitude = table.Column<double>(type: "double precision", nullable: false),
                    longitude = table.Column<double>(type: "double precision", nullable: false),
                    population = table.Column<int>(type: "integer", nullable: false),
                    population_year = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    joined_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    region_code = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    region_name_en = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    region_name_fi = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    region_name_sv = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    settings_brand_colour = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: true),
                    settings_contact_email = table.Column<string>(type: "character varying(2032)", maxLength: 2032, nullable: true),
                    settings_contact_name = table.Column<string>(type: "character varying(640)", maxLength: 640, nullable: true),
                    settings_contact_phone = table.Column<string>(type: "character varying(640)", maxLength: 640, nullable: true),
                    settings_contact_role = table.Column<string>(type: "character varying(640)", maxLength: 640, nullable: true),
                    settings_logo_id = table.Column<Guid>(type: "uuid", nullable: true),
                    settings_minority_languages = table.Column<string[]>(type: "text[]", nullable: false),
                    settings_offered_languages = table.Column<string[]>(type: "text[]", nullable: false),
                    settings_reply_deadline_days = table.Column<int>(type: "integer", nullable: false),
                    settings_support_colour = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: true),
                    settings_theme_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    settings_welcome_en = table.Column<string>(type: "character varying(4800)", maxLength: 4800, nullable: true),
                    settings_welcome_fi = table.Column<string>(type: "character varying(4800)", maxLength: 4800, nullable: true),
                    settings_welcome_sv = table.Column<string>(type: "character varying(4800)", maxLength: 4800, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_municipality", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outgoing_mail",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    @class = table.Column<string>(name: "class", type: "character varying(40)", maxLength: 40, nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    args = table.Column<string>(type: "jsonb", nullable: false),
                    message_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    rendered = table.Column<byte[]>(type: "bytea", nullable: true),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    once_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    not_before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    fence = table.Column<int>(type: "integer", nullable: false),
                    owner = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    dead_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outgoing_mail", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "purpose",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    meaning_fi = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    meaning_sv = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    meaning_en = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name_fi = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name_sv = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name_en = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    synonyms_fi = table.Column<string[]>(type: "text[]", nullable: false),
                    synonyms_sv = table.Column<string[]>(type: "text[]", nullable: false),
                    synonyms_en = table.Column<string[]>(type: "text[]", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_purpose", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "search_document",
                columns: table => new
                {
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    object_id = table.Column<Guid>(type: "uuid", nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    title = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    text = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false),
                    keywords = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    path = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    municipalities = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    regions = table.Column<string[]>(type: "text[]", nullable: false),
                    themes = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    people_missing = table.Column<int>(type: "integer", nullable: false),
                    online = table.Column<bool>(type: "boolean", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    words = table.Column<string>(type: "text", nullable: false),
                    words_level = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    engine_version = table.Column<long>(type: "bigint", nullable: false),
                    is_gone = table.Column<bool>(type: "boolean", nullable: false),
                    lexemes = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false, computedColumnSql: "setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', words), 'B') || setweight(to_tsvector('simple', keywords), 'C') || setweight(to_tsvector('simple', text), 'D')", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_document", x => new { x.kind, x.object_id });
                });

            migrationBuilder.CreateTable(
                name: "search_pending",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    object_id = table.Column<Guid>(type: "uuid", nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    not_before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    fence = table.Column<int>(type: "integer", nullable: false),
                    owner = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    dead_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_pending", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_code",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    browser_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    code_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    sealed_code = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: true),
                    language = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    hold_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_code", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "skill",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name_fi = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name_sv = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name_en = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    synonyms_fi = table.Column<string[]>(type: "text[]", nullable: false),
                    synonyms_sv = table.Column<string[]>(type: "text[]", nullable: false),
                    synonyms_en = table.Column<string[]>(type: "text[]", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_skill", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "theme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    icon = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    yso_id = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name_fi = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name_sv = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name_en = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    synonyms_fi = table.Column<string[]>(type: "text[]", nullable: false),
                    synonyms_sv = table.Column<string[]>(type: "text[]", nullable: false),
                    synonyms_en = table.Column<string[]>(type: "text[]", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_theme", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "trail_entry",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    what = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    about = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trail_entry", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "area",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    municipality_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name_fi = table.Column<string>(type: "character varying(480)", maxLength: 480, nullable: true),
                    name_sv = table.Column<string>(type: "character varying(480)", maxLength: 480, nullable: true),
                    latitude = table.Column<double>(type: "double precision", nullable: false),
                    longitude = table.Column<double>(type: "double precision", nullable: false),
                    is_centre = table.Column<bool>(type: "boolean", nullable: false),
                    removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_area", x => x.id);
                    table.ForeignKey(
                        name: "fk_area_municipality_municipality_id",
                        column: x => x.municipality_id,
                        principalTable: "municipality",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "wanted_here",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    municipality_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    browser_key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wanted_here", x => x.id);
                    table.ForeignKey(
                        name: "fk_wanted_here_municipality_municipality_id",
                        column: x => x.municipality_id,
                        principalTable: "municipality",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "person",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    normalized_email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    user_name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    normalized_user_name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    security_stamp = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    concurrency_stamp = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    said_at_least13_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    under18 = table.Column<bool>(type: "boolean", nullable: false),
                    language = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    time_zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    municipality_id = table.Column<Guid>(type: "uuid", nullable: true),
                    area_id = table.Column<Guid>(type: "uuid", nullable: true),
                    theme_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    skill_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    speaks = table.Column<string[]>(type: "text[]", nullable: false),
                    weekly_times = table.Column<int>(type: "integer", nullable: false),
                    effort = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    never_theme_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    may_be_suggested = table.Column<bool>(type: "boolean", nullable: false),
                    digest_rhythm = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    next_digest_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    notice_board_letters = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_on = table.Column<DateOnly>(type: "date", nullable: true),
                    away_asks = table.Column<int>(type: "integer", nullable: false),
                    away_asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    suspended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    profile_version = table.Column<int>(type: "integer", nullable: false),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person", x => x.id);
                    table.ForeignKey(
                        name: "fk_person_area_area_id",
                        column: x => x.area_id,
                        principalTable: "area",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_person_municipality_municipality_id",
                        column: x => x.municipality_id,
                        principalTable: "municipality",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "appointment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    municipality_id = table.Column<Guid>(type: "uuid", nullable: true),
                    office = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    appointed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appointment", x => x.id);
                    table.CheckConstraint("ck_appointment_place", "(office = 'Administrator') = (municipality_id is null)");
                    table.ForeignKey(
                        name: "fk_appointment_municipality_municipality_id",
                        column: x => x.municipality_id,
                        principalTable: "municipality",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_appointment_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "decision",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    object_id = table.Column<Guid>(type: "uuid", nullable: false),
                    municipality_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    author_id = table.Column<Guid>(type: "uuid", nullable: true),
                    verdict = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    rule = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    facts = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    from_report = table.Column<bool>(type: "boolean", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decision", x => x.id);
                    table.CheckConstraint("ck_decision_reasons", "facts <> '' and (verdict <> 'Hidden' or (rule is not null and rule <> 'Other'))");
                    table.ForeignKey(
                        name: "fk_decision_municipality_municipality_id",
                        column: x => x.municipality_id,
                        principalTable: "municipality",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_decision_person_author_id",
                        column: x => x.author_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_decision_person_by_id",
                        column: x => x.by_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "digest",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rhythm = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    period_start = table.Column<DateOnly>(type: "date", nullable: false),
                    window_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    window_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    mail_id = table.Column<Guid>(type: "uuid", nullable: true),
                    more = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_digest", x => x.id);
                    table.ForeignKey(
                        name: "fk_digest_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "initiative_draft",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    words = table.Column<string>(type: "jsonb", nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    saved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    posted_as_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_initiative_draft", x => x.id);
                    table.ForeignKey(
                        name: "fk_initiative_draft_person_owner_id",
                        column: x => x.owner_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notification",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    args = table.Column<string>(type: "jsonb", nullable: false),
                    about_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification", x => x.id);
                    table.ForeignKey(
                        name: "fk_notification_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "person_claim",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_claim", x => x.id);
                    table.ForeignKey(
                        name: "fk_person_claim_person_user_id",
                        column: x => x.user_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "person_login",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    provider_key = table.Column<string>(type: "text", nullable: false),
                    provider_display_name = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_login", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_person_login_person_user_id",
                        column: x => x.user_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "person_passkey",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    Data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_passkey", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_person_passkey_person_user_id",
                        column: x => x.user_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "person_token",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_token", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_person_token_person_user_id",
                        column: x => x.user_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "stored_picture",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    large = table.Column<byte[]>(type: "bytea", nullable: false),
                    small = table.Column<byte[]>(type: "bytea", nullable: false),
                    media_type = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    height = table.Column<int>(type: "integer", nullable: false),
                    alt = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    total_bytes = table.Column<int>(type: "integer", nullable: false),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    hidden_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stored_picture", x => x.id);
                    table.ForeignKey(
                        name: "fk_stored_picture_person_owner_id",
                        column: x => x.owner_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "unsubscribe_link",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    letters = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    token = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    rhythm_before = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unsubscribe_link", x => new { x.person_id, x.letters });
                    table.ForeignKey(
                        name: "fk_unsubscribe_link_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "wrong_reason",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    about_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wrong_reason", x => new { x.person_id, x.code, x.about_id });
                    table.ForeignKey(
                        name: "fk_wrong_reason_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "report",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    object_id = table.Column<Guid>(type: "uuid", nullable: false),
                    municipality_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    reporter_id = table.Column<Guid>(type: "uuid", nullable: true),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    rule = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    words = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    language = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decision_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report", x => x.id);
                    table.ForeignKey(
                        name: "fk_report_decision_decision_id",
                        column: x => x.decision_id,
                        principalTable: "decision",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_report_municipality_municipality_id",
                        column: x => x.municipality_id,
                        principalTable: "municipality",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_report_person_reporter_id",
                        column: x => x.reporter_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "initiative",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    slug = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    why = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    description = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                    language = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    municipality_id = table.Column<Guid>(type: "uuid", nullable: false),
                    area_id = table.Column<Guid>(type: "uuid", nullable: true),
                    online = table.Column<bool>(type: "boolean", nullable: false),
                    place = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    when = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    starts_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    weekly_times = table.Column<int>(type: "integer", nullable: false),
                    theme_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    purpose_id = table.Column<Guid>(type: "uuid", nullable: true),
                    picture_id = table.Column<Guid>(type: "uuid", nullable: true),
                    starter_id = table.Column<Guid>(type: "uuid", nullable: true),
                    posted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    first_ready_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_life_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    dormant_asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    hidden_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    missing = table.Column<int>(type: "integer", nullable: false),
                    need_order = table.Column<int>(type: "integer", nullable: false, computedColumnSql: "case when missing = 0 then 1000000 else missing end", stored: true),
                    doers = table.Column<int>(type: "integer", nullable: false),
                    needed = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_initiative", x => x.id);
                    table.CheckConstraint("ck_initiative_counts", "missing >= 0 and doers >= 0 and needed >= 0");
                    table.CheckConstraint("ck_initiative_title", "char_length(title) between 1 and 120");
                    table.ForeignKey(
                        name: "fk_initiative_area_area_id",
                        column: x => x.area_id,
                        principalTable: "area",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_initiative_municipality_municipality_id",
                        column: x => x.municipality_id,
                        principalTable: "municipality",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_initiative_person_starter_id",
                        column: x => x.starter_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_initiative_stored_picture_picture_id",
                        column: x => x.picture_id,
                        principalTable: "stored_picture",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "date_option",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    initiative_id = table.Column<Guid>(type: "uuid", nullable: false),
                    starts_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    chosen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_date_option", x => x.id);
                    table.ForeignKey(
                        name: "fk_date_option_initiative_initiative_id",
                        column: x => x.initiative_id,
                        principalTable: "initiative",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_date_option_person_proposed_by_id",
                        column: x => x.proposed_by_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "digest_item",
                columns: table => new
                {
                    digest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    initiative_id = table.Column<Guid>(type: "uuid", nullable: false),
                    about_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_digest_item", x => new { x.digest_id, x.position });
                    table.ForeignKey(
                        name: "fk_digest_item_digest_digest_id",
                        column: x => x.digest_id,
                        principalTable: "digest",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_digest_item_initiative_initiative_id",
                        column: x => x.initiative_id,
                        principalTable: "initiative",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "handover",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    initiative_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_id = table.Column<Guid>(type: "uuid", nullable: true),
                    to_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    accepted = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handover", x => x.id);
                    table.ForeignKey(
                        name: "fk_handover_initiative_initiative_id",
                        column: x => x.initiative_id,
                        principalTable: "initiative",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_handover_person_from_id",
                        column: x => x.from_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_handover_person_to_id",
                        column: x => x.to_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "initiative_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    initiative_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    to = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    words = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_initiative_change", x => x.id);
                    table.ForeignKey(
                        name: "fk_initiative_change_initiative_initiative_id",
                        column: x => x.initiative_id,
                        principalTable: "initiative",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_initiative_change_person_by_id",
                        column: x => x.by_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "initiative_question",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    initiative_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asker_id = table.Column<Guid>(type: "uuid", nullable: true),
                    text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    answer = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    answered_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    hidden_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answer_hidden_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_initiative_question", x => x.id);
                    table.ForeignKey(
                        name: "fk_initiative_question_initiative_initiative_id",
                        column: x => x.initiative_id,
                        principalTable: "initiative",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_initiative_question_person_answered_by_id",
                        column: x => x.answered_by_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_initiative_question_person_asker_id",
                        column: x => x.asker_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "initiative_update",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    initiative_id = table.Column<Guid>(type: "uuid", nullable: false),
                    author_id = table.Column<Guid>(type: "uuid", nullable: true),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    picture_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    hidden_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_initiative_update", x => x.id);
                    table.ForeignKey(
                        name: "fk_initiative_update_initiative_initiative_id",
                        column: x => x.initiative_id,
                        principalTable: "initiative",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_initiative_update_person_author_id",
                        column: x => x.author_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_initiative_update_stored_picture_picture_id",
                        column: x => x.picture_id,
                        principalTable: "stored_picture",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "note",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    initiative_id = table.Column<Guid>(type: "uuid", nullable: false),
                    author_id = table.Column<Guid>(type: "uuid", nullable: true),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    hidden_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_note", x => x.id);
                    table.ForeignKey(
                        name: "fk_note_initiative_initiative_id",
                        column: x => x.initiative_id,
                        principalTable: "initiative",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_note_person_author_id",
                        column: x => x.author_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "proof",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    commitment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    initiative_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    shared = table.Column<bool>(type: "boolean", nullable: false),
                    words = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    confirmed_by_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proof", x => x.id);
                    table.ForeignKey(
                        name: "fk_proof_initiative_initiative_id",
                        column: x => x.initiative_id,
                        principalTable: "initiative",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_proof_person_confirmed_by_id",
                        column: x => x.confirmed_by_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_proof_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "role",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    initiative_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    description = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    skill_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    least = table.Column<int>(type: "integer", nullable: false),
                    most = table.Column<int>(type: "integer", nullable: false),
                    effort = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    taken = table.Column<int>(type: "integer", nullable: false, defaultValue: 0)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_role", x => x.id);
                    table.CheckConstraint("ck_role_least_most", "least between 0 and most and most between 1 and 500");
                    table.CheckConstraint("ck_role_taken", "taken between 0 and most");
                    table.ForeignKey(
                        name: "fk_role_initiative_initiative_id",
                        column: x => x.initiative_id,
                        principalTable: "initiative",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "date_vote",
                columns: table => new
                {
                    option_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    suits = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_date_vote", x => new { x.option_id, x.person_id });
                    table.ForeignKey(
                        name: "fk_date_vote_date_option_option_id",
                        column: x => x.option_id,
                        principalTable: "date_option",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_date_vote_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "commitment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    role_id = table.Column<Guid>(type: "uuid", nullable: false),
                    initiative_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    held_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    thanked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_commitment", x => x.id);
                    table.ForeignKey(
                        name: "fk_commitment_initiative_initiative_id",
                        column: x => x.initiative_id,
                        principalTable: "initiative",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_commitment_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_commitment_role_role_id",
                        column: x => x.role_id,
                        principalTable: "role",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "match",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    initiative_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role_id = table.Column<Guid>(type: "uuid", nullable: false),
                    score = table.Column<int>(type: "integer", nullable: false),
                    reasons = table.Column<string>(type: "jsonb", nullable: false),
                    lowered = table.Column<string>(type: "jsonb", nullable: false),
                    computed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    profile_version = table.Column<int>(type: "integer", nullable: false),
                    answer = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    rests_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    refused_theme_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    asked_by_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_match", x => x.id);
                    table.ForeignKey(
                        name: "fk_match_initiative_initiative_id",
                        column: x => x.initiative_id,
                        principalTable: "initiative",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_match_person_asked_by_id",
                        column: x => x.asked_by_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_match_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_match_role_role_id",
                        column: x => x.role_id,
                        principalTable: "role",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_appointment_municipality_id",
                table: "appointment",
                column: "municipality_id");

            migrationBuilder.CreateIndex(
                name: "ix_appointment_person_id_office_municipality_id",
                table: "appointment",
                columns: new[] { "person_id", "office", "municipality_id" },
                unique: true,
                filter: "ended_at is null")
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_area_municipality_id",
                table: "area",
                column: "municipality_id");

            migrationBuilder.CreateIndex(
                name: "ix_area_one_centre",
                table: "area",
                column: "municipality_id",
                unique: true,
                filter: "is_centre");

            migrationBuilder.CreateIndex(
                name: "ix_commitment_held_until",
                table: "commitment",
                column: "held_until",
                filter: "held_until is not null");

            migrationBuilder.CreateIndex(
                name: "ix_commitment_initiative_id_person_id",
                table: "commitment",
                columns: new[] { "initiative_id", "person_id" },
                unique: true,
                filter: "state in ('Active', 'Waiting', 'Done')");

            migrationBuilder.CreateIndex(
                name: "ix_commitment_person_id",
                table: "commitment",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_commitment_role_id",
                table: "commitment",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "ix_data_protection_key_name",
                table: "data_protection_key",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_date_option_initiative_id_starts_at",
                table: "date_option",
                columns: new[] { "initiative_id", "starts_at" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_date_option_proposed_by_id",
                table: "date_option",
                column: "proposed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_date_vote_person_id",
                table: "date_vote",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_decision_author_id",
                table: "decision",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "ix_decision_by_id",
                table: "decision",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_decision_municipality_id",
                table: "decision",
                column: "municipality_id");

            migrationBuilder.CreateIndex(
                name: "ix_decision_number",
                table: "decision",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_decision_object_id_kind",
                table: "decision",
                columns: new[] { "object_id", "kind" });

            migrationBuilder.CreateIndex(
                name: "ix_digest_mail_id",
                table: "digest",
                column: "mail_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_digest_person_id_rhythm_period_start",
                table: "digest",
                columns: new[] { "person_id", "rhythm", "period_start" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_digest_item_initiative_id",
                table: "digest_item",
                column: "initiative_id");

            migrationBuilder.CreateIndex(
                name: "ix_free_word_first_said_by",
                table: "free_word",
                column: "first_said_by");

            migrationBuilder.CreateIndex(
                name: "ix_free_word_kind_language_folded",
                table: "free_word",
                columns: new[] { "kind", "language", "folded" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_handover_from_id",
                table: "handover",
                column: "from_id");

            migrationBuilder.CreateIndex(
                name: "ix_handover_initiative_id",
                table: "handover",
                column: "initiative_id",
                unique: true,
                filter: "answered_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_handover_to_id",
                table: "handover",
                column: "to_id");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_area_id",
                table: "initiative",
                column: "area_id");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_last_life_at",
                table: "initiative",
                column: "last_life_at");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_municipality_id_state_posted_at",
                table: "initiative",
                columns: new[] { "municipality_id", "state", "posted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_initiative_needs_hands",
                table: "initiative",
                columns: new[] { "need_order", "posted_at" },
                descending: new[] { false, true },
                filter: "state in ('Open', 'Ready', 'UnderWay') and hidden_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_needs_hands_here",
                table: "initiative",
                columns: new[] { "municipality_id", "need_order", "posted_at" },
                descending: new[] { false, false, true },
                filter: "state in ('Open', 'Ready', 'UnderWay') and hidden_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_needs_hands_in_language",
                table: "initiative",
                columns: new[] { "language", "need_order", "posted_at" },
                descending: new[] { false, false, true },
                filter: "state in ('Open', 'Ready', 'UnderWay') and hidden_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_number",
                table: "initiative",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_initiative_picture_id",
                table: "initiative",
                column: "picture_id");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_posted_at",
                table: "initiative",
                column: "posted_at",
                filter: "hidden_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_starter_id",
                table: "initiative",
                column: "starter_id");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_state_posted_at",
                table: "initiative",
                columns: new[] { "state", "posted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_initiative_theme_ids",
                table: "initiative",
                column: "theme_ids")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_change_by_id",
                table: "initiative_change",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_change_initiative_id",
                table: "initiative_change",
                column: "initiative_id");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_draft_owner_id_saved_at",
                table: "initiative_draft",
                columns: new[] { "owner_id", "saved_at" });

            migrationBuilder.CreateIndex(
                name: "ix_initiative_question_answered_by_id",
                table: "initiative_question",
                column: "answered_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_question_asker_id",
                table: "initiative_question",
                column: "asker_id");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_question_initiative_id_at",
                table: "initiative_question",
                columns: new[] { "initiative_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_initiative_update_author_id",
                table: "initiative_update",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_update_initiative_id_at",
                table: "initiative_update",
                columns: new[] { "initiative_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_initiative_update_picture_id",
                table: "initiative_update",
                column: "picture_id");

            migrationBuilder.CreateIndex(
                name: "ix_match_asked_by_id",
                table: "match",
                column: "asked_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_match_asked_once",
                table: "match",
                columns: new[] { "person_id", "initiative_id" },
                unique: true,
                filter: "asked_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_match_initiative_id",
                table: "match",
                column: "initiative_id");

            migrationBuilder.CreateIndex(
                name: "ix_match_person_id_role_id",
                table: "match",
                columns: new[] { "person_id", "role_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_match_person_id_score",
                table: "match",
                columns: new[] { "person_id", "score" });

            migrationBuilder.CreateIndex(
                name: "ix_match_role_id_score",
                table: "match",
                columns: new[] { "role_id", "score" });

            migrationBuilder.CreateIndex(
                name: "ix_match_pending_about_id",
                table: "match_pending",
                column: "about_id");

            migrationBuilder.CreateIndex(
                name: "ix_match_pending_priority_not_before_id",
                table: "match_pending",
                columns: new[] { "priority", "not_before", "id" },
                filter: "done_at is null and dead_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_municipality_country_code",
                table: "municipality",
                columns: new[] { "country", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_municipality_slug",
                table: "municipality",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_note_author_id",
                table: "note",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "ix_note_initiative_id_at",
                table: "note",
                columns: new[] { "initiative_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_notification_person_id_at",
                table: "notification",
                columns: new[] { "person_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_notification_unread",
                table: "notification",
                column: "person_id",
                filter: "read_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mail_done_at",
                table: "outgoing_mail",
                column: "done_at");

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mail_message_id",
                table: "outgoing_mail",
                column: "message_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mail_once_key",
                table: "outgoing_mail",
                column: "once_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mail_person_id",
                table: "outgoing_mail",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mail_priority_not_before_id",
                table: "outgoing_mail",
                columns: new[] { "priority", "not_before", "id" },
                filter: "done_at is null and dead_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mail_state_created_at",
                table: "outgoing_mail",
                columns: new[] { "state", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_person_area_id",
                table: "person",
                column: "area_id");

            migrationBuilder.CreateIndex(
                name: "ix_person_municipality_id",
                table: "person",
                column: "municipality_id");

            migrationBuilder.CreateIndex(
                name: "ix_person_next_digest_at",
                table: "person",
                column: "next_digest_at",
                filter: "next_digest_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_person_normalized_email",
                table: "person",
                column: "normalized_email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_person_normalized_user_name",
                table: "person",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_person_claim_user_id",
                table: "person_claim",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_person_login_user_id",
                table: "person_login",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_person_passkey_user_id",
                table: "person_passkey",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_proof_commitment_id",
                table: "proof",
                column: "commitment_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_proof_confirmed_by_id",
                table: "proof",
                column: "confirmed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_proof_initiative_id",
                table: "proof",
                column: "initiative_id");

            migrationBuilder.CreateIndex(
                name: "ix_proof_person_id",
                table: "proof",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_proof_token",
                table: "proof",
                column: "token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_purpose_key",
                table: "purpose",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_report_decision_id",
                table: "report",
                column: "decision_id");

            migrationBuilder.CreateIndex(
                name: "ix_report_email_at",
                table: "report",
                columns: new[] { "email", "at" },
                filter: "email is not null");

            migrationBuilder.CreateIndex(
                name: "ix_report_number",
                table: "report",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_report_object_id_kind",
                table: "report",
                columns: new[] { "object_id", "kind" });

            migrationBuilder.CreateIndex(
                name: "ix_report_open",
                table: "report",
                columns: new[] { "municipality_id", "at" },
                filter: "decision_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_report_reporter_id",
                table: "report",
                column: "reporter_id");

            migrationBuilder.CreateIndex(
                name: "ix_role_initiative_id",
                table: "role",
                column: "initiative_id");

            migrationBuilder.CreateIndex(
                name: "ix_search_document_lexemes",
                table: "search_document",
                column: "lexemes")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_search_document_municipalities",
                table: "search_document",
                column: "municipalities")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_search_document_object_id",
                table: "search_document",
                column: "object_id");

            migrationBuilder.CreateIndex(
                name: "ix_search_document_published_at",
                table: "search_document",
                column: "published_at");

            migrationBuilder.CreateIndex(
                name: "ix_search_document_title",
                table: "search_document",
                column: "title")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_search_document_unsent",
                table: "search_document",
                column: "version",
                filter: "version <> engine_version");

            migrationBuilder.CreateIndex(
                name: "ix_search_pending_object_id_kind",
                table: "search_pending",
                columns: new[] { "object_id", "kind" });

            migrationBuilder.CreateIndex(
                name: "ix_search_pending_priority_not_before_id",
                table: "search_pending",
                columns: new[] { "priority", "not_before", "id" },
                filter: "done_at is null and dead_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_code_browser_hash",
                table: "sign_in_code",
                column: "browser_hash");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_code_email_created_at",
                table: "sign_in_code",
                columns: new[] { "email", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_code_expires_at",
                table: "sign_in_code",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_skill_key",
                table: "skill",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_stored_picture_owner_id",
                table: "stored_picture",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_theme_key",
                table: "theme",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_trail_entry_about_at",
                table: "trail_entry",
                columns: new[] { "about", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_trail_entry_by",
                table: "trail_entry",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "ix_unsubscribe_link_token",
                table: "unsubscribe_link",
                column: "token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_wanted_here_municipality_id_browser_key",
                table: "wanted_here",
                columns: new[] { "municipality_id", "browser_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_wanted_here_municipality_id_person_id",
                table: "wanted_here",
                columns: new[] { "municipality_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_wanted_here_person_id",
                table: "wanted_here",
                column: "person_id");
            migrationBuilder.Sql(Triggers.CountPlaces);
            migrationBuilder.Sql(Triggers.KeepTrail);
            migrationBuilder.Sql(Triggers.NewestNews);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "appointment");

            migrationBuilder.DropTable(
                name: "commitment");

            migrationBuilder.DropTable(
                name: "data_protection_key");

            migrationBuilder.DropTable(
                name: "date_vote");

            migrationBuilder.DropTable(
                name: "digest_item");

            migrationBuilder.DropTable(
                name: "free_word");

            migrationBuilder.DropTable(
                name: "handover");

            migrationBuilder.DropTable(
                name: "initiative_change");

            migrationBuilder.DropTable(
                name: "initiative_draft");

            migrationBuilder.DropTable(
                name: "initiative_question");

            migrationBuilder.DropTable(
                name: "initiative_update");

            migrationBuilder.DropTable(
                name: "job_run");

            migrationBuilder.DropTable(
                name: "match");

            migrationBuilder.DropTable(
                name: "match_pending");

            migrationBuilder.DropTable(
                name: "match_weight");

            migrationBuilder.DropTable(
                name: "note");

            migrationBuilder.DropTable(
                name: "notification");

            migrationBuilder.DropTable(
                name: "outgoing_mail");

            migrationBuilder.DropTable(
                name: "person_claim");

            migrationBuilder.DropTable(
                name: "person_login");

            migrationBuilder.DropTable(
                name: "person_passkey");

            migrationBuilder.DropTable(
                name: "person_token");

            migrationBuilder.DropTable(
                name: "proof");

            migrationBuilder.DropTable(
                name: "purpose");

            migrationBuilder.DropTable(
                name: "report");

            migrationBuilder.DropTable(
                name: "search_document");

            migrationBuilder.DropTable(
                name: "search_pending");

            migrationBuilder.DropTable(
                name: "sign_in_code");

            migrationBuilder.DropTable(
                name: "skill");

            migrationBuilder.DropTable(
                name: "theme");

            migrationBuilder.DropTable(
                name: "trail_entry");

            migrationBuilder.DropTable(
                name: "unsubscribe_link");

            migrationBuilder.DropTable(
                name: "wanted_here");

            migrationBuilder.DropTable(
                name: "wrong_reason");

            migrationBuilder.DropTable(
                name: "date_option");

            migrationBuilder.DropTable(
                name: "digest");

            migrationBuilder.DropTable(
                name: "role");

            migrationBuilder.DropTable(
                name: "decision");

            migrationBuilder.DropTable(
                name: "initiative");

            migrationBuilder.DropTable(
                name: "stored_picture");

            migrationBuilder.DropTable(
                name: "person");

            migrationBuilder.DropTable(
                name: "area");

            migrationBuilder.DropTable(
                name: "municipality");

            migrationBuilder.DropSequence(
                name: "search_document_version");
        }
    }
}
