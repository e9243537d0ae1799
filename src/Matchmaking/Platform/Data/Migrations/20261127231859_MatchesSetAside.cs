using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Platform.Data.Migrations
{
    /// <inheritdoc />
    public partial class MatchesSetAside : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_match_set_aside",
                table: "match",
                column: "person_id",
                filter: "answer in ('NotThisKind', 'NotNow')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_match_set_aside",
                table: "match");
        }
    }
}
