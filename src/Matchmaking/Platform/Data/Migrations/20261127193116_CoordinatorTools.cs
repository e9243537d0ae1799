using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Platform.Data.Migrations
{
    /// <inheritdoc />
    public partial class CoordinatorTools : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "contact_shared_at",
                table: "match",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "nothing_found",
                columns: table => new
                {
                    text = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    who = table.Column<short>(type: "smallint", nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    municipality_id = table.Column<Guid>(type: "uuid", nullable: true),
                    day = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nothing_found", x => new { x.text, x.who });
                    table.CheckConstraint("ck_nothing_found_who", "who between 0 and 255");
                });

            migrationBuilder.CreateTable(
                name: "searcher_key",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    @sealed = table.Column<string>(name: "sealed", type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_searcher_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "weight_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    save_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    before = table.Column<int>(type: "integer", nullable: false),
                    after = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_weight_change", x => x.id);
                    table.ForeignKey(
                        name: "fk_weight_change_person_by_id",
                        column: x => x.by_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateIndex(
                name: "ix_nothing_found_day",
                table: "nothing_found",
                column: "day");

            migrationBuilder.CreateIndex(
                name: "ix_weight_change_at",
                table: "weight_change",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_weight_change_by_id",
                table: "weight_change",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_weight_change_save_id",
                table: "weight_change",
                column: "save_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "nothing_found");

            migrationBuilder.DropTable(
                name: "searcher_key");

            migrationBuilder.DropTable(
                name: "weight_change");

            migrationBuilder.DropColumn(
                name: "contact_shared_at",
                table: "match");
        }
    }
}
