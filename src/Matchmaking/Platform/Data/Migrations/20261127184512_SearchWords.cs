using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace Matchmaking.Platform.Data.Migrations
{
    /// <inheritdoc />
    public partial class SearchWords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_over",
                table: "search_document",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "keyword_words",
                table: "search_document",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "title_words",
                table: "search_document",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.DropColumn(
                name: "lexemes",
                table: "search_document");

            migrationBuilder.AddColumn<NpgsqlTsVector>(
                name: "lexemes",
                table: "search_document",
                type: "tsvector",
                nullable: false,
                computedColumnSql: "setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', title_words), 'B') || setweight(to_tsvector('simple', keywords), 'C') || setweight(to_tsvector('simple', keyword_words), 'C') || setweight(to_tsvector('simple', text), 'D') || setweight(to_tsvector('simple', words), 'D')",
                stored: true);

            migrationBuilder.CreateIndex(
                name: "ix_search_document_lexemes",
                table: "search_document",
                column: "lexemes")
                .Annotation("Npgsql:IndexMethod", "gin");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "lexemes",
                table: "search_document");

            migrationBuilder.DropColumn(
                name: "is_over",
                table: "search_document");

            migrationBuilder.DropColumn(
                name: "keyword_words",
                table: "search_document");

            migrationBuilder.DropColumn(
                name: "title_words",
                table: "search_document");

            migrationBuilder.AddColumn<NpgsqlTsVector>(
                name: "lexemes",
                table: "search_document",
                type: "tsvector",
                nullable: false,
                computedColumnSql: "setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', words), 'B') || setweight(to_tsvector('simple', keywords), 'C') || setweight(to_tsvector('simple', text), 'D')",
                stored: true);

            migrationBuilder.CreateIndex(
                name: "ix_search_document_lexemes",
                table: "search_document",
                column: "lexemes")
                .Annotation("Npgsql:IndexMethod", "gin");
        }
    }
}
