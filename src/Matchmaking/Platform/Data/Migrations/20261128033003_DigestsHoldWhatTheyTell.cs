using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Platform.Data.Migrations
{
    /// <inheritdoc />
    public partial class DigestsHoldWhatTheyTell : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var (column, isInLetter) in new[] { ("told", true), ("left_out", false) })
            {
                migrationBuilder.AddColumn<string>(
                    name: column,
                    table: "digest",
                    type: "jsonb",
                    nullable: false,
                    defaultValueSql: "'[]'");
                migrationBuilder.Sql($"""
                    update digest d set {column} = i.items from (
                        select digest_id, jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', kind, 'initiativeId', initiative_id, 'aboutId', nullif(about_id, '00000000-0000-0000-0000-000000000000'))) order by position) as items
                        from digest_item where is_in_letter = {isInLetter} group by digest_id) i
                    where i.digest_id = d.id;
                    alter table digest alter column {column} drop default;
                    """);
            }

            migrationBuilder.DropTable(
                name: "digest_item");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "digest_item",
                columns: table => new
                {
                    digest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    about_id = table.Column<Guid>(type: "uuid", nullable: false),
                    initiative_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_in_letter = table.Column<bool>(type: "boolean", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
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

            migrationBuilder.CreateIndex(
                name: "ix_digest_item_initiative_id",
                table: "digest_item",
                column: "initiative_id");

            migrationBuilder.Sql("""
                insert into digest_item (digest_id, position, about_id, initiative_id, is_in_letter, kind)
                select d.id, row_number() over (partition by d.id order by not i.is_in_letter, i.n) - 1, coalesce((i.item ->> 'aboutId')::uuid, '00000000-0000-0000-0000-000000000000'),
                    (i.item ->> 'initiativeId')::uuid, i.is_in_letter, i.item ->> 'kind'
                from digest d cross join lateral (
                    select item, n, true as is_in_letter from jsonb_array_elements(d.told) with ordinality as t (item, n)
                    union all
                    select item, n, false from jsonb_array_elements(d.left_out) with ordinality as l (item, n)) i;
                """);

            migrationBuilder.DropColumn(
                name: "left_out",
                table: "digest");

            migrationBuilder.DropColumn(
                name: "told",
                table: "digest");
        }
    }
}
