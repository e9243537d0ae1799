using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Platform.Data.Migrations
{
    /// <inheritdoc />
    public partial class DigestItemsLeftOut : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "more",
                table: "digest");

            migrationBuilder.AddColumn<bool>(
                name: "is_in_letter",
                table: "digest_item",
                type: "boolean",
                nullable: false,
                defaultValue: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "is_in_letter",
                table: "digest_item");

            migrationBuilder.AddColumn<int>(
                name: "more",
                table: "digest",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }
    }
}
