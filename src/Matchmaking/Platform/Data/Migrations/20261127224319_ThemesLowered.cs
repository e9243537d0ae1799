using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Matchmaking.Platform.Data.Migrations
{
    /// <inheritdoc />
    public partial class ThemesLowered : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "lowered_theme",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    theme_id = table.Column<Guid>(type: "uuid", nullable: false),
                    initiative_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lowered_theme", x => new { x.person_id, x.theme_id });
                    table.ForeignKey(
                        name: "fk_lowered_theme_initiative_initiative_id",
                        column: x => x.initiative_id,
                        principalTable: "initiative",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_lowered_theme_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_lowered_theme_initiative_id",
                table: "lowered_theme",
                column: "initiative_id");

            // What an answer took away goes down from now on; what the profile says is never wanted stays so.
            migrationBuilder.Sql("""
                insert into lowered_theme (person_id, theme_id, initiative_id, at)
                select distinct on (m.person_id, t.id) m.person_id, t.id, m.initiative_id, m.answered_at from match m cross join unnest(m.refused_theme_ids) as t(id)
                where m.answer = 'NotThisKind' and m.answered_at is not null order by m.person_id, t.id, m.answered_at;
                update person p set never_theme_ids = array(select n.id from unnest(p.never_theme_ids) with ordinality as n(id, place)
                    where not exists (select 1 from lowered_theme l where l.person_id = p.id and l.theme_id = n.id) order by n.place)
                where exists (select 1 from lowered_theme l where l.person_id = p.id);
                """);

            migrationBuilder.DropColumn(
                name: "refused_theme_ids",
                table: "match");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid[]>(
                name: "refused_theme_ids",
                table: "match",
                type: "uuid[]",
                nullable: false,
                defaultValue: new Guid[0]);

            migrationBuilder.DropTable(
                name: "lowered_theme");
        }
    }
}
