using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Platform.Data.Migrations
{
    /// <inheritdoc />
    public partial class LanguageOfTalk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "language",
                table: "note",
                type: "character varying(3)",
                maxLength: 3,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "language",
                table: "initiative_update",
                type: "character varying(3)",
                maxLength: 3,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "answer_language",
                table: "initiative_question",
                type: "character varying(3)",
                maxLength: 3,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "language",
                table: "initiative_question",
                type: "character varying(3)",
                maxLength: 3,
                nullable: false,
                defaultValue: "");

            // What was written before is taken to be in the language of its initiative.
            migrationBuilder.Sql("update note t set language = i.language from initiative i where i.id = t.initiative_id");
            migrationBuilder.Sql("update initiative_update t set language = i.language from initiative i where i.id = t.initiative_id");
            migrationBuilder.Sql("""
                update initiative_question t set language = i.language, answer_language = case when t.answer is null then null else i.language end
                from initiative i where i.id = t.initiative_id
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "language",
                table: "note");

            migrationBuilder.DropColumn(
                name: "language",
                table: "initiative_update");

            migrationBuilder.DropColumn(
                name: "answer_language",
                table: "initiative_question");

            migrationBuilder.DropColumn(
                name: "language",
                table: "initiative_question");
        }
    }
}
