using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Platform.Data.Migrations
{
    /// <inheritdoc />
    public partial class LettersFoundByTheirId : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_outgoing_mail_done_at",
                table: "outgoing_mail");

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mail_done_at",
                table: "outgoing_mail",
                column: "done_at",
                filter: "done_at is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_outgoing_mail_done_at",
                table: "outgoing_mail");

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mail_done_at",
                table: "outgoing_mail",
                column: "done_at");
        }
    }
}
