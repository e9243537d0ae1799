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

    [Fact]
    public async Task What_is_personal_is_exported_by_some_module()
    {
        var marked = await domain.ReadAsync(db => Task.FromResult(Marked(db.Model).ToList()));
        Assert.True(marked.Count > 20);
        Assert.Empty(NotIn(marked.Where(m => m.Mark.Export && !_exportedOtherwise.Contains(m.Name)), Exporters.SelectMany(e => Mentioned(e, nameof(IPersonalData.ExportAsync)))));
    }

    [Fact]
    public async Task What_goes_with_its_person_is_erased_by_some_module_or_goes_by_itself()
    {
        var marked = await domain.ReadAsync(db => Task.FromResult(Marked(db.Model).Where(m => m.Mark.OnErase is OnErase.Delete or OnErase.Null or OnErase.Pseudonym).ToList()));
        var erased = Exporters.SelectMany(e => Mentioned(e, nameof(IPersonalData.EraseAsync))).SelectMany(TypesOf).ToHashSet();
        Assert.Empty(marked.Where(m => !_erasedOtherwise.Contains(m.Name) && !erased.Contains(m.Entity) && !GoesWith(m.Column, erased)).Select(m => m.Name));
    }

    [Fact]
    public void What_no_module_exports_or_erases_is_found()
    {
        using var planted = new Planted();
        var marked = Marked(planted.Model).ToList();
        Assert.Equal(["Thing.Name"], marked.Select(m => m.Name));
        Assert.Equal(["Thing.Name"], NotIn(marked, Mentioned(typeof(Forgetful), nameof(IPersonalData.ExportAsync))));
        Assert.Empty(NotIn(marked, Mentioned(typeof(Mindful), nameof(IPersonalData.ExportAsync))));
        Assert.DoesNotContain(typeof(Planted.Thing), Mentioned(typeof(Forgetful), nameof(IPersonalData.EraseAsync)).SelectMany(TypesOf));
        Assert.Contains(typeof(Planted.Thing), Mentioned(typeof(Mindful), nameof(IPersonalData.EraseAsync)).SelectMany(TypesOf));
    }

    /// <summary>Each for its reason.</summary>
    private static readonly string[] _exportedOtherwise = [];

    /// <inheritdoc cref="_exportedOtherwise"/>
    private static readonly string[] _erasedOtherwise = [];

    private static IEnumerable<Type> Exporters => typeof(MatchmakingServices).Assembly.GetTypes().Where(t => !t.IsInterface && t.IsAssignableTo(typeof(IPersonalData)));

    private static IEnumerable<(string Name, Type Entity, IProperty Column, PersonalAttribute Mark)> Marked(IModel model) => Columns(model)
        .Select(c => (Name: $"{c.DeclaringType.ClrType.Name}.{c.Name}", Entity: c.DeclaringType.ClrType, Column: c, Mark: c.PropertyInfo?.GetCustomAttribute<PersonalAttribute>()))
        .Where(c => c.Mark is not null).Select(c => (c.Name, c.Entity, c.Column, c.Mark!));

    private static IEnumerable<string> NotIn(IEnumerable<(string Name, Type Entity, IProperty Column, PersonalAttribute Mark)> marked, IEnumerable<MemberInfo> mentioned)
    {
        var getters = mentioned.Select(m => $"{m.DeclaringType?.Name}.{m.Name}").ToHashSet();
        return marked.Where(m => !Line(m.Entity).Any(t => getters.Contains($"{t.Name}.get_{m.Column.Name}"))).Select(m => m.Name);

        static IEnumerable<Type> Line(Type type) => type.BaseType is { } ancestor ? Line(ancestor).Prepend(type) : [type];
    }

    /// <summary>What a method names, with what the compiler made of its lambdas and its waiting.</summary>
    private static IEnumerable<MemberInfo> Mentioned(Type type, string method)
    {
        var own = CompiledCode.Methods(type).Where(m => m.Name == method || m.Name.StartsWith($"<{method}>", StringComparison.Ordinal));
        var made = type.GetNestedTypes(BindingFlags.NonPublic).SelectMany(n => CompiledCode.Methods(n)
            .Where(m => n.Name.StartsWith($"<{method}>", StringComparison.Ordinal) || m.Name.StartsWith($"<{method}>", StringComparison.Ordinal)));
        return own.Concat(made).SelectMany(CompiledCode.MembersIn);
    }

    private static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        Type type => Parts(type),
        MethodInfo method => Parts(method.ReturnType).Concat(method.IsGenericMethod ? method.GetGenericArguments().SelectMany(Parts) : []).Append(method.DeclaringType!),
        _ => [],
    };

    private static IEnumerable<Type> Parts(Type type) => type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts) : [type];

    /// <summary>The database deletes the row with the one it belongs to.</summary>
    private static bool GoesWith(IProperty column, HashSet<Type> erased) => column.DeclaringType is IEntityType entity
        && entity.GetForeignKeys().Any(k => k.DeleteBehavior == DeleteBehavior.Cascade && erased.Contains(k.PrincipalEntityType.ClrType));

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

        public sealed class Thing
        {
            public int Id { get; set; }
            public string Text { get; set; } = "";
            public string[] Words { get; set; } = [];
            public byte[] Bytes { get; set; } = [];
            [NotPersonal] public string Code { get; set; } = "";
            [Personal(OnErase.Delete)] public string Name { get; set; } = "";
        }
    }

    private sealed class Forgetful : IPersonalData
    {
        public string Part => "planted";

        public Task<object> ExportAsync(MatchmakingDb db, Guid personId, CancellationToken ct) => Task.FromResult<object>(db.Set<Planted.Thing>().Select(t => t.Code));

        public Task EraseAsync(MatchmakingDb db, Guid personId, CancellationToken ct) => Task.CompletedTask;
    }

    private sealed class Mindful : IPersonalData
    {
        public string Part => "planted";

        public async Task<object> ExportAsync(MatchmakingDb db, Guid personId, CancellationToken ct) => await db.Set<Planted.Thing>().Select(t => new { t.Name }).ToListAsync(ct);

        public async Task EraseAsync(MatchmakingDb db, Guid personId, CancellationToken ct) => await db.Set<Planted.Thing>().ExecuteDeleteAsync(ct);
    }
}
