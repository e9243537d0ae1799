using Matchmaking.Initiatives;
using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Notifications;

public sealed class NotificationTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Newer_news_of_one_kind_take_the_place_of_the_unread_ones()
    {
        var (person, initiative) = (await PersonAsync(), Guid.CreateVersion7());
        await TellAsync(new QuestionAskedMail(person, initiative, Guid.CreateVersion7()), initiative, Now);
        await TellAsync(new UpdateMail(person, initiative, Guid.CreateVersion7()), initiative, Now);
        await TellAsync(new QuestionAskedMail(person, initiative, Guid.CreateVersion7()), initiative, Now.AddHours(1));

        Assert.Equal(["UpdateMail 9", "QuestionAskedMail 10"], await NewsOfAsync(person));
    }

    [Fact]
    public async Task What_was_read_and_what_is_about_something_else_stays()
    {
        var (person, other, initiative) = (await PersonAsync(), await PersonAsync(), Guid.CreateVersion7());
        await TellAsync(new QuestionAskedMail(person, initiative, Guid.CreateVersion7()), initiative, Now);
        await domain.ReadAsync(db => db.Notifications().Where(n => n.PersonId == person).ExecuteUpdateAsync(n => n.SetProperty(x => x.ReadAt, Now), Ct));
        await TellAsync(new QuestionAskedMail(person, initiative, Guid.CreateVersion7()), initiative, Now.AddHours(1));
        await TellAsync(new QuestionAskedMail(person, Guid.CreateVersion7(), Guid.CreateVersion7()), Guid.CreateVersion7(), Now.AddHours(2));
        await TellAsync(new QuestionAskedMail(other, initiative, Guid.CreateVersion7()), initiative, Now.AddHours(3));

        Assert.Equal(["QuestionAskedMail 9", "QuestionAskedMail 10", "QuestionAskedMail 11"], await NewsOfAsync(person));
        Assert.Equal(["QuestionAskedMail 12"], await NewsOfAsync(other));
    }

    private async Task<Guid> PersonAsync() => await domain.ReadAsync(async db =>
    {
        var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "fi", Now);
        db.Add(person);
        await db.SaveChangesAsync(Ct);
        return person.Id;
    });

    private Task<int> TellAsync(InitiativeMail mail, Guid about, DateTimeOffset at) => domain.ReadAsync(db =>
    {
        db.Notify(mail, about, at);
        return db.SaveChangesAsync(Ct);
    });

    private Task<List<string>> NewsOfAsync(Guid person) => domain.ReadAsync(async db =>
        (await db.Notifications().Where(n => n.PersonId == person).OrderBy(n => n.At).ToListAsync(Ct)).Select(n => $"{n.Kind} {n.At.Hour}").ToList());
}
