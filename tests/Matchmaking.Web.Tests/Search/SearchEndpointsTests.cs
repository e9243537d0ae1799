using System.Net;
using System.Text.Json;
using Matchmaking.Testing;

namespace Matchmaking.Web.Tests.Search;

public sealed class SearchEndpointsTests(SearchSite site) : IClassFixture<SearchSite>
{
    private readonly string _word = string.Concat(Random.Shared.GetItems("bcdfghjklmnpqrstvz".AsSpan(), 14).ToArray());

    /// <summary>From an address of its own: searching is limited by address.</summary>
    private readonly Visitor _reader = site.NewVisitor(from: new IPAddress([10, .. Random.Shared.GetItems<byte>([.. Enumerable.Range(1, 250).Select(n => (byte)n)], 3)]));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_search_answers_in_the_readers_language()
    {
        var id = await site.PinAsync($"{_word} rannassa", "Tule mukaan.", municipality: "vaasa", missing: 3);
        var answer = await _reader.GetPageAsync($"/api/v1/search?q={_word}&in=sv", Ct);
        for (var i = 0; i < 20 && !answer.Body.Contains("\"Meilisearch\"", StringComparison.Ordinal); i++) // an engine that stumbled is left alone for a second
        {
            await Task.Delay(250, Ct);
            answer = await _reader.GetPageAsync($"/api/v1/search?q={_word}&in=sv", Ct);
        }
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.StartsWith("application/json", answer.Headers["Content-Type"], StringComparison.Ordinal);
        using var json = JsonDocument.Parse(answer.Body);
        Assert.Equal((1, "Meilisearch"), (json.RootElement.GetProperty("total").GetInt32(), json.RootElement.GetProperty("engine").GetString()));
        var hit = json.RootElement.GetProperty("hits")[0];
        Assert.Equal(id, hit.GetProperty("id").GetGuid());
        Assert.Equal($"/sv/notes/{id:N}", hit.GetProperty("url").GetString());
        Assert.Equal("Vasa", hit.GetProperty("municipalities")[0].GetString());
        Assert.Equal(3, hit.GetProperty("peopleMissing").GetInt32());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?title=a")]
    [InlineData("?title=Siivoustalkoot%20rannassa&in=xx")]
    [InlineData("?title=%3Cscript%3E%00")]
    public async Task Get_similar_of_whatever_is_typed_is_answered(string query)
    {
        var answer = await _reader.GetPageAsync($"/api/v1/similar{query}", Ct);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("{\"hits\":[]}", answer.Body);
    }
}
