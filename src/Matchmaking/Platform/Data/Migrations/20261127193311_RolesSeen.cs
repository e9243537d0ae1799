using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Platform.Data.Migrations
{
    /// <inheritdoc />
    public partial class RolesSeen : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_match_asked_by_id",
                table: "match");

            migrationBuilder.DropIndex(
                name: "ix_match_person_id_score",
                table: "match");

            migrationBuilder.DropIndex(
                name: "ix_match_role_id_score",
                table: "match");

            migrationBuilder.AddColumn<long>(
                name: "fingerprint",
                table: "match",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "role_seen",
                columns: table => new
                {
                    role_id = table.Column<Guid>(type: "uuid", nullable: false),
                    times = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_role_seen", x => x.role_id);
                    table.ForeignKey(
                        name: "fk_role_seen_role_role_id",
                        column: x => x.role_id,
                        principalTable: "role",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_match_asked_by_id",
                table: "match",
                column: "asked_by_id",
                filter: "asked_by_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_match_role_id",
                table: "match",
                column: "role_id");

            migrationBuilder.Sql("insert into role_seen (role_id, times) select role_id, count(*) from match where seen_at is not null group by role_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "role_seen");

            migrationBuilder.DropIndex(
                name: "ix_match_asked_by_id",
                table: "match");

            migrationBuilder.DropIndex(
                name: "ix_match_role_id",
                table: "match");

            migrationBuilder.DropColumn(
                name: "fingerprint",
                table: "match");

            migrationBuilder.CreateIndex(
                name: "ix_match_asked_by_id",
                table: "match",
                column: "asked_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_match_person_id_score",
                table: "match",
                columns: new[] { "person_id", "score" });

            migrationBuilder.CreateIndex(
                name: "ix_match_role_id_score",
                table: "match",
                columns: new[] { "role_id", "score" });
        }
    }
}
