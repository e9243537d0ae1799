using Matchmaking.Initiatives;
using Matchmaking.Moderation;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Initiatives;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Moderation;

/// <summary>An <see cref="ActingScene"/> with something of every kind that can be reported. Helmi wrote all but the question, which Pentti asked.</summary>
internal sealed class ReportingScene(TestSite site, ActingScene acting)
{
    private Guid _update, _question, _note;

    public static readonly string[] Kinds = ["initiative", "update", "question", "answer", "note"];

    public ActingScene Acting => acting;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<ReportingScene> MakeAsync(TestSite site)
    {
        foreach (var (name, value) in new[] { ("Mail:Host", "127.0.0.1"), ("Mail:Port", "1"), ("Mail:From", "post@example.org") }) site.Settings[name] = value; // to write letters, not to send them
        var scene = new ReportingScene(site, await ActingScene.MakeAsync(site));
        var (id, helmi) = (scene.Acting.Initiative.Id, new Actor(scene.Acting.Helmi.Id, []));
        await scene.Acting.WriteAsync((PostUpdate post) => post.RunAsync(helmi, id, "The van has come.", "en", null, Ct));
        await scene.Acting.WriteAsync((PostNote post) => post.RunAsync(helmi, id, "Meet at the bridge.", "en", Ct));
        await scene.Acting.WriteAsync((AskQuestion ask) => ask.RunAsync(new(scene.Acting.Pentti.Id, []), id, "Are there gloves?", "en", Ct));
        scene._update = await scene.Acting.ReadAsync(db => db.InitiativeUpdates().Where(u => u.InitiativeId == id).Select(u => u.Id).SingleAsync(Ct));
        scene._note = await scene.Acting.ReadAsync(db => db.Notes().Where(n => n.InitiativeId == id).Select(n => n.Id).SingleAsync(Ct));
        scene._question = await scene.Acting.ReadAsync(db => db.InitiativeQuestions().Where(q => q.InitiativeId == id).Select(q => q.Id).SingleAsync(Ct));
        await scene.Acting.WriteAsync((AnswerQuestion answer) => answer.RunAsync(helmi, scene._question, "Plenty of them.", "en", Ct));
        return scene;
    }

    public Guid IdOf(string kind) => kind switch { "initiative" => acting.Initiative.Id, "update" => _update, "note" => _note, _ => _question };

    /// <summary>Words that stand in the thing and nowhere else.</summary>
    public static string WordsOf(string kind) => kind switch
    {
        "initiative" => "Rubbish gathers",
        "update" => "The van has come.",
        "question" => "Are there gloves?",
        "answer" => "Plenty of them.",
        _ => "Meet at the bridge.",
    };

    public Person AuthorOf(string kind) => kind == "question" ? acting.Pentti : acting.Helmi;

    /// <summary>Where others see it.</summary>
    public string PageOf(string kind) => kind == "note" ? $"{acting.Page}/board" : acting.Page;

    public string ReportPage(string kind) => $"/en/report/{kind}/{IdOf(kind)}";

    public string AdminPage(string kind) => $"/en/admin/moderation/{kind}/{IdOf(kind)}";

    public Task<Decision?> LatestAsync(string kind) => acting.ReadAsync(db => db.Decisions().AsNoTracking().Of(kind, IdOf(kind)).FirstOrDefaultAsync(Ct));

    public Task<List<Report>> ReportsAsync(string kind) => acting.ReadAsync(db => db.Reports().AsNoTracking().Where(r => r.Kind == kind && r.ObjectId == IdOf(kind)).OrderBy(r => r.Number).ToListAsync(Ct));

    /// <summary>Reports in the browser; nobody in particular without one.</summary>
    public async Task<Page> ReportAsync(string kind, Visitor? by = null, string words = "It sells things.", string? email = null)
    {
        var visitor = by ?? site.NewVisitor();
        var values = new Dictionary<string, object?> { ["Input.Rule"] = "Advertising", ["Input.Words"] = words };
        if (email is not null) values["Input.Email"] = email;
        return await visitor.PostAsync(await visitor.GetPageAsync(ReportPage(kind), Ct), "report", values, Ct);
    }

    public async Task<Page> DecideAsync(Visitor moderator, string kind, Verdict verdict, string facts = "It advertises a shop.") =>
        await moderator.PostAsync(await moderator.GetPageAsync(AdminPage(kind), Ct), "decide",
            new Dictionary<string, object?> { ["Input.Choice"] = verdict.ToString(), ["Input.Rule"] = "Advertising", ["Input.Facts"] = facts }, Ct);

    /// <summary>The letters of this kind that wait, in words, about this scene's people or reports.</summary>
    public Task<List<Letter>> LettersAsync(string kind) => site.InScopeAsync(async services =>
    {
        var rows = await services.GetRequiredService<MatchmakingDb>().OutgoingMails().AsNoTracking().Where(m => m.Kind == kind).OrderBy(m => m.CreatedAt).ToListAsync(Ct);
        var letters = new List<Letter>();
        foreach (var row in rows)
            if (await services.GetRequiredService<ILetterWriter>().WriteAsync(row, services.GetRequiredService<MailKinds>().Of(kind).Read(row.Args), Ct) is { } letter) letters.Add(letter);
        return letters;
    });
}
