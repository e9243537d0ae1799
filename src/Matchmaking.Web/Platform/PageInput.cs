using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Extensions;

namespace Matchmaking.Web.Platform;

/// <summary>What a page takes from the query and from forms, read from its properties. What it does not take is ignored;
/// a value given twice where one is taken, or one that is not of its type, is refused before the page sees it.</summary>
internal sealed class PageInput
{
    private static readonly ConcurrentDictionary<Type, PageInput> Pages = new();

    private readonly Dictionary<string, Type> _query;
    private readonly Dictionary<string, Type> _forms;

    private PageInput(Type page)
    {
        var properties = page.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        _query = Named<SupplyParameterFromQueryAttribute>(properties, a => a.Name);
        _forms = Named<SupplyParameterFromFormAttribute>(properties, a => a.Name);
    }

    public static PageInput Of(Type page) => Pages.GetOrAdd(page, p => new PageInput(p));

    /// <summary>The query as the page will see it: only what it takes, without empty values, in the page's own order; so that two addresses
    /// that mean the same are the same. Null when a value cannot be read.</summary>
    public string? Read(IQueryCollection query)
    {
        var read = new QueryBuilder();
        foreach (var (name, type) in _query)
        {
            string[] values = query.TryGetValue(name, out var all) ? [.. all.Where(v => !string.IsNullOrEmpty(v)).Select(v => v!)] : [];
            var element = ElementOf(type);
            if ((element is null && values.Length > 1) || !values.All(v => IsOf(element ?? type, v))) return null;
            read.Add(name, values);
        }
        return read.ToString();
    }

    /// <summary>False when a field that is one value is there more than once.</summary>
    public bool CanRead(IFormCollection form) => form.All(f => f.Value.Count <= 1 || TakesMany(f.Key));

    private bool TakesMany(string field)
    {
        var names = field.Split('.');
        if (!_forms.TryGetValue(WithoutIndex(names[0]), out var type)) return !field.StartsWith('_');
        foreach (var name in names.Skip(1))
        {
            type = (ElementOf(type) ?? type).GetProperty(WithoutIndex(name), BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.PropertyType;
            if (type is null) return true;
        }
        return ElementOf(type) is not null && !field.EndsWith(']');
    }

    private static string WithoutIndex(string name) => name.Split('[')[0];

    private static Type? ElementOf(Type type) => type == typeof(string) ? null
        : type.IsArray ? type.GetElementType()
        : type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    /// <summary>Reads as the framework will, which throws where this says no.</summary>
    private static bool IsOf(Type type, string text)
    {
        var culture = CultureInfo.InvariantCulture;
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return Type.GetTypeCode(plain) switch
        {
            TypeCode.String => !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')),
            TypeCode.Boolean => bool.TryParse(text, out _),
            TypeCode.Int32 => int.TryParse(text, NumberStyles.Integer, culture, out _),
            TypeCode.Int64 => long.TryParse(text, NumberStyles.Integer, culture, out _),
            TypeCode.Double => double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, culture, out var number) && double.IsFinite(number),
            TypeCode.Decimal => decimal.TryParse(text, NumberStyles.Number, culture, out _),
            TypeCode.DateTime => DateTime.TryParse(text, culture, out _),
            _ when plain == typeof(Guid) => Guid.TryParse(text, culture, out _),
            _ when plain == typeof(DateOnly) => DateOnly.TryParse(text, culture, out _),
            _ when plain == typeof(TimeOnly) => TimeOnly.TryParse(text, culture, out _),
            _ => true,
        };
    }

    private static Dictionary<string, Type> Named<T>(PropertyInfo[] properties, Func<T, string?> name) where T : Attribute => properties
        .Select(p => (Property: p, Attribute: p.GetCustomAttribute<T>()))
        .Where(p => p.Attribute is not null)
        .ToDictionary(p => name(p.Attribute!) is { Length: > 0 } given ? given : p.Property.Name, p => p.Property.PropertyType, StringComparer.OrdinalIgnoreCase);
}
