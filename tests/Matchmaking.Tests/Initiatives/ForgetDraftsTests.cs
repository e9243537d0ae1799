using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Pictures;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Initiatives;

public sealed class ForgetDraftsTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_old_draft_is_told_of_once_and_then_goes_with_its_picture()
    {
        var owner = Person.New("draft@example.org", "fi", Begin);
        var picture = new StoredPicture { OwnerId = owner.Id, Large = [1], Small = [1], MediaType = "image/webp", Alt = "x", AddedAt = Begin };
        var old = Draft(owner.Id, new DraftWords { Title = "Vanha", PictureId = picture.Id }, Begin);
        var newer = Draft(owner.Id, new DraftWords { Title = "Uudempi" }, Begin.AddDays(60));
        await domain.ReadAsync(async db =>
        {
            db.AddRange(owner, picture, old, newer);
            return await db.SaveChangesAsync(Ct);
        });

        Assert.Equal((0, 2, 1), await AfterAsync(149));
        Assert.Equal((1, 2, 1), await AfterAsync(151));
        Assert.Equal((1, 2, 1), await AfterAsync(152));
        Assert.Equal((1, 1, 0), await AfterAsync(181));
        Assert.Equal((2, 1, 0), await AfterAsync(215));
    }

    private async Task<(int Letters, int Drafts, int Pictures)> AfterAsync(int days)
    {
        domain.Clock.StopAt(Begin.AddDays(days));
        await domain.RunAsync<ForgetDrafts, int>(job => job.RunAsync(Ct));
        await domain.RunAsync<ForgetDrafts, int>(job => job.RunAsync(Ct));
        return await domain.ReadAsync(async db => (await db.OutgoingMails().CountAsync(m => m.Kind == nameof(DraftWaitsMail), Ct),
            await db.InitiativeDrafts().CountAsync(Ct), await db.Pictures().CountAsync(Ct)));
    }

    private static InitiativeDraft Draft(Guid owner, DraftWords words, DateTimeOffset savedAt) =>
        new() { OwnerId = owner, Words = words.ToJson(), Title = words.Title, CreatedAt = savedAt, SavedAt = savedAt };
}
