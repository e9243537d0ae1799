using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Search;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Municipalities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Initiatives;

/// <summary>An <see cref="ActingScene"/> and another initiative of the same town that wants the same, which Pentti started.</summary>
internal sealed class InvitingScene
{
    public const string Why = "You both clean the same bank <3";

    private readonly TestSite _site;

    private InvitingScene(TestSite site, ActingScene acting, Initiative other) => (_site, Acting, Other) = (site, acting, other);

    public ActingScene Acting { get; }
    public Initiative Other { get; }

    public string OtherPage => $"/en/initiatives/{Other.Number}/{Other.Slug}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<InvitingScene> MakeAsync(TestSite site)
    {
        foreach (var (name, value) in new[] { ("Mail:Host", "127.0.0.1"), ("Mail:Port", "1"), ("Mail:From", "post@example.org") }) site.Settings[name] = value; // to write letters, not to send them
        var acting = await ActingScene.MakeAsync(site);
        var words = new InitiativeWords("River bank clean-up with coffee", "Nobody likes a dirty bank.", "", "en", Official.Joensuu, null, false, "", "", null, 0, [], null);
        var other = Initiative.Post(acting.Pentti.Id, words, [new RoleWords("Picker", "", [], 2, 5, Effort.TwoHours)], site.Clock.GetUtcNow());
        await site.SaveAsync(db =>
        {
            db.Add(other);
            db.SearchPending("initiative", other.Id);
            db.SearchPending("initiative", acting.Initiative.Id);
        });
        await acting.WriteAsync((UpdateSearch update) => update.RunAsync(Ct));
        return new(site, acting, other);
    }

    /// <summary>Both are called by a word that nothing else has, so that they are like each other and nothing is like them.</summary>
    public async Task ShareAWordAsync()
    {
        var word = string.Concat(Guid.CreateVersion7().ToString("N").Select(c => (char)('a' + (c % 26))));
        await _site.SaveAsync(db =>
        {
            foreach (var id in new[] { Acting.Initiative.Id, Other.Id })
            {
                db.Find<Initiative>(id)!.Title = $"The {word} clean-up";
                db.SearchPending("initiative", id);
            }
        });
        await Acting.WriteAsync((UpdateSearch update) => update.RunAsync(Ct));
    }

    /// <summary>An official of the town, signed in with a second factor.</summary>
    public Task<Visitor> OfficialAsync(Office office = Office.Moderator) => Official.SignInAsync(_site, office, office == Office.Administrator ? null : Official.Joensuu);

    /// <summary>Fills and sends the form; without an act the letter is shown first.</summary>
    public async Task<Page> SendAsync(Visitor official, string? act, string? address = null, string words = Why, string? other = "typed") =>
        await official.PostAsync(await official.GetPageAsync($"{Acting.Page}/invite", Ct), "invite",
            new Dictionary<string, object?> { ["Input.Other"] = other, ["Input.Address"] = address ?? $"{Other.Number}", ["Input.Words"] = words, ["Input.Act"] = act }, Ct);

    public Task<List<InitiativeInvitation>> InvitationsAsync() => Acting.ReadAsync(db => db.InitiativeInvitations().AsNoTracking().Where(v => v.FromId == Acting.Initiative.Id).ToListAsync(Ct));

    /// <summary>The letters of this scene's invitations, in words.</summary>
    public Task<List<(Guid To, Letter Letter)>> LettersAsync() => _site.InScopeAsync(async services =>
    {
        var kinds = services.GetRequiredService<MailKinds>();
        var rows = await services.GetRequiredService<MatchmakingDb>().OutgoingMails().AsNoTracking().Where(m => m.Kind == nameof(InvitedToOtherMail) || m.Kind == nameof(PeopleInvitedMail)).ToListAsync(Ct);
        var letters = new List<(Guid, Letter)>();
        foreach (var row in rows)
            if (kinds.Of(row.Kind).Read(row.Args) is InitiativeMail mail && (mail.InitiativeId == Acting.Initiative.Id || mail.InitiativeId == Other.Id)
                && await services.GetRequiredService<ILetterWriter>().WriteAsync(row, mail, Ct) is { } letter) letters.Add((mail.To!.Value, letter));
        return letters;
    });
}
