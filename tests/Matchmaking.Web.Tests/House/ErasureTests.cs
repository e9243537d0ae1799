using System.Reflection;
using System.Text;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Digests;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Matchmaking.Web.Tests.House;

/// <summary>Whoever deletes the account is nowhere afterwards: every column of every table is searched for words that stood in their fields.</summary>
public sealed class ErasureTests(DigestSite site) : IClassFixture<DigestSite>
{
    /// <summary>Tables that may still hold the id, which by then leads to nobody.</summary>
    private static readonly string[] _idStays = ["trail_entry", "outgoing_mail", "notification"];

    /// <summary>Addresses are made of titles, which stay.</summary>
    private static readonly string[] _madeOfTitles = ["initiative.slug", "search_document.path"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_person_with_a_canary_in_every_field_nothing_is_found_but_what_the_columns_say_is_kept()
    {
        var scene = new ErasureScene(site);
        await scene.PlayAsync();
        var before = await DumpAsync();
        Assert.Empty(scene.Canaries.Where(c => c.Key is not ("browser" or "secret") && !Hits(before, c.Value).Any()).Select(c => c.Key)); // the search finds what is there
        Assert.Contains("outgoing_mail.rendered", Hits(before, scene["late note"]));
        var export = Encoding.UTF8.GetString(await site.InScopeAsync(s => s.GetRequiredService<ExportMyData>().RunAsync(scene.Leaves, Ct)));
        Assert.Empty(scene.Canaries.Where(c => c.Key is not ("browser" or "secret" or "key" or "pixels") && !export.Contains(c.Value, StringComparison.OrdinalIgnoreCase)).Select(c => c.Key));
        Assert.Contains(Convert.ToBase64String(Encoding.ASCII.GetBytes(scene["pixels"])), export, StringComparison.Ordinal);

        var letters = site.Box.Letters.Count;
        await site.InScopeAsync(s => s.GetRequiredService<DeleteAccount>().RunAsync(scene.Leaves, Ct));
        await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().OutgoingMails().ExecuteUpdateAsync(m => m.SetProperty(x => x.NotBefore, x => x.CreatedAt.AddDays(-9)), Ct)); // what is to be tried again is due
        await scene.JobsAsync<SendOutgoingMail>();
        await scene.JobsAsync<Matchmaking.Search.UpdateSearch>();

        var (after, kept) = (await DumpAsync(), await KeptColumnsAsync());
        var found = scene.Canaries.SelectMany(c => Hits(after, c.Value).Select(column => (Field: c.Key, Column: column))).ToList();
        Assert.Empty(found.Where(f => !ErasureScene.Kept.Contains(f.Field) || (!kept.Contains(f.Column) && !(f.Field == "title" && _madeOfTitles.Contains(f.Column)))).Select(f => $"{f.Field} in {f.Column}"));
        Assert.DoesNotContain(Hits(after, scene.Leaves.ToString()), c => !_idStays.Contains(c.Split('.')[0]));

        var since = site.Box.Letters.Skip(letters).ToList();
        Assert.Single(since, l => l.To == scene.Address); // the last one, which says that it is done
        Assert.Empty(since.Where(l => l.To != scene.Address).SelectMany(l => scene.Canaries.Where(c => !ErasureScene.Kept.Contains(c.Key) && $"{l.Subject}{l.Text}{l.Html}".Contains(c.Value, StringComparison.OrdinalIgnoreCase)).Select(c => $"{c.Key} in {l}")));
    }

    [Fact]
    public async Task A_column_that_erasing_forgot_is_found()
    {
        await ExecuteAsync("create table if not exists planted (id int, words text[], bytes bytea, thing jsonb)");
        await ExecuteAsync("""insert into planted values (1, '{a,Kanariaplanted}', convert_to('xx Kanaria=' || chr(13) || chr(10) || 'folded', 'UTF8'), '{"a": {"b": "Kanariadeep"}}')""");
        var dump = await DumpAsync();
        Assert.Equal(["planted.words"], Hits(dump, "kanariaPLANTED"));
        Assert.Equal(["planted.bytes"], Hits(dump, "Kanariafolded"));
        Assert.Equal(["planted.thing"], Hits(dump, "Kanariadeep"));
        await ExecuteAsync("drop table planted");
    }

    private static IEnumerable<string> Hits(Dictionary<string, string> dump, string canary) => dump.Where(c => c.Value.Contains(canary, StringComparison.OrdinalIgnoreCase)).Select(c => c.Key);

    /// <summary>All that the database holds, a text for each column; bytes as the text they may be, with folded lines put together.</summary>
    private async Task<Dictionary<string, string>> DumpAsync()
    {
        await using var connection = new NpgsqlConnection(site.Database.ConnectionString);
        await connection.OpenAsync(Ct);
        List<(string Table, string Column, string Type)> columns = [];
        await using (var find = new NpgsqlCommand("""
            select quote_ident(c.table_schema) || '.' || quote_ident(c.table_name), quote_ident(c.column_name), c.data_type from information_schema.columns c
            join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
            where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
            """, connection))
        await using (var rows = await find.ExecuteReaderAsync(Ct))
            while (await rows.ReadAsync(Ct)) columns.Add((rows.GetString(0), rows.GetString(1), rows.GetString(2)));
        Assert.True(columns.Count > 200, $"only {columns.Count} columns were found");
        var dump = new Dictionary<string, string>();
        foreach (var (table, column, type) in columns)
        {
            var text = new StringBuilder();
            await using var read = new NpgsqlCommand($"select {(type == "bytea" ? $"encode({column}, 'escape')" : $"{column}::text")} from {table} where {column} is not null", connection);
            await using var rows = await read.ExecuteReaderAsync(Ct);
            while (await rows.ReadAsync(Ct)) text.AppendLine(rows.GetString(0));
            dump[$"{table.Split('.')[^1]}.{column}"] = text.ToString().Replace("=\r\n", "", StringComparison.Ordinal);
        }
        return dump;
    }

    private Task<HashSet<string>> KeptColumnsAsync() => site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<MatchmakingDb>().Model.GetEntityTypes()
        .SelectMany(e => e.GetDeclaredProperties().Where(p => p.PropertyInfo?.GetCustomAttribute<PersonalAttribute>() is { OnErase: OnErase.Keep })
            .Select(p => $"{e.GetTableName()}.{p.GetColumnName()}")).ToHashSet()));

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(site.Database.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
