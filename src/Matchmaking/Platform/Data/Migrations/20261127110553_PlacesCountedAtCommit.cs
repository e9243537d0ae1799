using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Platform.Data.Migrations
{
    /// <inheritdoc />
    public partial class PlacesCountedAtCommit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Triggers.CountPlaces);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {

        }
    }
}
