using System.Reflection;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Matchmaking.Tests.House;

/// <summary>Every column that could hold something about a person says whether it does, and what becomes of it.</summary>
public sealed class PersonalDataTests(TestDomain domain) : IClassFixture<TestDomain>
{
    [Fact]
    public async Task Every_column_of_text_bytes_or_json_says_whether_it_is_personal()
    {
        var columns = await domain.ReadAsync(db => Task.FromResult(Columns(db.Model).ToList()));
        Assert.True(columns.Count > 50, $"Only {columns.Count} columns were looked at.");
        Assert.Empty(columns.Where(c => !IsMarked(c)).Select(c => $"{c.DeclaringType.ClrType.Name}.{c.Name}"));
    }

    [Fact]
    public async Task What_is_kept_says_why() => Assert.Empty((await domain.ReadAsync(db => Task.FromResult(Columns(db.Model).ToList())))
        .Select(c => (Column: c, Mark: c.PropertyInfo?.GetCustomAttribute<PersonalAttribute>()))
        .Where(c => c.Mark is { OnErase: OnErase.Keep, Reason: "" }).Select(c => $"{c.Column.DeclaringType.ClrType.Name}.{c.Column.Name}"));

    [Fact]
    public void An_unmarked_column_is_found()
    {
        using var planted = new Planted();
        Assert.Equal(["Bytes", "Text", "Words"], Columns(planted.Model).Where(c => !IsMarked(c)).Select(c => c.Name).Order());
    }

    private static IEnumerable<IProperty> Columns(IModel model) => model.GetEntityTypes().SelectMany(Columns).Where(c => CanHoldWords(c.ClrType));

    /// <summary>Also of the parts that lie in a column of JSON.</summary>
    private static IEnumerable<IProperty> Columns(ITypeBase type) => type.GetDeclaredProperties().Concat(type.GetDeclaredComplexProperties().SelectMany(c => Columns(c.ComplexType)));

    private static bool CanHoldWords(Type type) => type == typeof(string) || type == typeof(byte[])
        || type != typeof(Guid[]) && type.IsAssignableTo(typeof(IEnumerable<string>)) || type.Namespace == "System.Text.Json";

    /// <summary>Identity's own rows cannot be marked; they go with their person (ON DELETE CASCADE), which the mapping of persons sees to.</summary>
    private static bool IsMarked(IProperty column)
    {
        var type = column.DeclaringType.ClrType;
        if (type.Namespace!.StartsWith("Microsoft.AspNetCore.Identity", StringComparison.Ordinal)) return true;
        return column.PropertyInfo is { } property && (property.IsDefined(typeof(PersonalAttribute), true) || property.IsDefined(typeof(NotPersonalAttribute), true))
            || type.IsDefined(typeof(NotPersonalAttribute), true);
    }

    private sealed class Planted : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseNpgsql("Host=nowhere");

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Thing>();

        private sealed class Thing
        {
            public int Id { get; set; }
            public string Text { get; set; } = "";
            public string[] Words { get; set; } = [];
            public byte[] Bytes { get; set; } = [];
            [NotPersonal] public string Code { get; set; } = "";
            [Personal(OnErase.Delete)] public string Name { get; set; } = "";
        }
    }
}
