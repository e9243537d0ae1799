using Matchmaking.Platform.Data;
using Matchmaking.Platform.Time;
using Microsoft.AspNetCore.Identity;

namespace Matchmaking.People;

/// <summary>How much a person is ready to do, or a role asks for.</summary>
[Flags]
public enum Effort
{
    None = 0,
    /// <summary>Two hours at most, once.</summary>
    TwoHours = 1,
    /// <summary>One time, longer than two hours.</summary>
    Once = 2,
    /// <summary>Again and again.</summary>
    Recurring = 4,
}

/// <summary>How often the digest comes. Nobody gets it without having asked.</summary>
public enum DigestRhythm { Never, Weekly, Daily }

/// <summary>What is done about an account that nobody uses.</summary>
public enum AwayStep { Nothing, Ask, AskAgain, LetGo }

/// <summary>Someone with an account. There is no public page of a person and no password; the public name is a first name or one chosen.</summary>
public sealed class Person : IdentityUser<Guid>
{
    /// <summary>The longest name, counted as people count.</summary>
    public const int MaxName = 60;

    /// <summary>So many words of one's own at most.</summary>
    public const int MostWords = 20;

    /// <summary>When digests come.</summary>
    private static readonly TimeOnly _seven = new(7, 0);

    public Person() => Id = Guid.CreateVersion7();

    /// <summary>What others see. Under 18 a first name only.</summary>
    [Personal(OnErase.Delete)] public string Name { get; private set; } = "";

    /// <summary>The address, as typed; unique without regard to case. Nobody but the person is shown it, unless both sides said yes.</summary>
    [Personal(OnErase.Delete)] public override string? Email { get; set; }
    [Personal(OnErase.Delete, Export = false)] public override string? NormalizedEmail { get; set; }
    [NotPersonal] public override string? UserName { get; set; }
    [NotPersonal] public override string? NormalizedUserName { get; set; }
    [Personal(OnErase.Delete, Export = false)] public override string? SecurityStamp { get; set; }
    [NotPersonal] public override string? ConcurrencyStamp { get; set; }

    /// <summary>When the person said to be at least 13. Without it nothing can be posted or joined.</summary>
    public DateTimeOffset? SaidAtLeast13At { get; private set; }

    /// <summary>Then: first name only, and never suggested to hosts.</summary>
    public bool Under18 { get; private set; }

    /// <summary>"fi", "sv" or "en": the language of letters.</summary>
    [Personal(OnErase.Delete)] public string Language { get; private set; } = "fi";

    /// <summary>IANA name; letters come at this zone's seven o'clock.</summary>
    [Personal(OnErase.Delete)] public string TimeZone { get; private set; } = "Europe/Helsinki";

    public Guid? MunicipalityId { get; private set; }

    /// <summary>An area is chosen, never an address.</summary>
    public Guid? AreaId { get; private set; }

    public Guid[] ThemeIds { get; private set; } = [];
    public Guid[] SkillIds { get; private set; } = [];

    /// <summary>Free words typed in the profile, themes and skills alike. One that waits means nothing yet; one that was merged means its
    /// row as if it had been ticked, until the profile is saved again with the row itself.</summary>
    public Guid[] WordIds { get; private set; } = [];

    /// <summary>Languages one can act in: "fi", "sv", "en" and others as two or three letters.</summary>
    [Personal(OnErase.Delete)] public string[] Speaks { get; private set; } = [];

    /// <summary>When one has time: a bit for each of <see cref="WeeklyTime"/>. Zero means not said.</summary>
    public int WeeklyTimes { get; private set; }

    public Effort Effort { get; private set; }

    /// <summary>Themes this person does not want suggested.</summary>
    public Guid[] NeverThemeIds { get; private set; } = [];

    /// <summary>Consent to be shown, without contact details, to hosts who look for doers. Withdrawn at any time.</summary>
    public bool MayBeSuggested { get; private set; }

    public DigestRhythm DigestRhythm { get; private set; }

    /// <summary>When the next digest is due. Stored, never computed from the last one sent.</summary>
    public DateTimeOffset? NextDigestAt { get; private set; }

    /// <summary>Whether notes on the notice board come as letters too.</summary>
    public bool NoticeBoardLetters { get; private set; } = true;

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The day of the last visit, to find accounts nobody uses.</summary>
    public DateOnly? LastSeenOn { get; private set; }

    /// <summary>How often the person was asked, since the last visit, whether the account is still wanted.</summary>
    public int AwayAsks { get; private set; }

    /// <summary>When it was asked last.</summary>
    public DateTimeOffset? AwayAskedAt { get; private set; }

    /// <summary>Set by a moderator; a suspended person can read, step back, export and delete, and care for the account; nothing else.</summary>
    public DateTimeOffset? SuspendedAt { get; set; }

    /// <summary>Counts what changes the matches; a higher number than a match was made for means: look again.</summary>
    public int ProfileVersion { get; private set; }

    /// <summary>Whether everything needed to post and join has been said.</summary>
    public bool IsWelcomed => EmailConfirmed && SaidAtLeast13At is not null && Name.Length > 0;

    /// <summary>A new account; counts for nothing until a code has shown that the address is the person's own.</summary>
    public static Person New(string email, string language, DateTimeOffset now)
    {
        var person = new Person { Email = email, NormalizedEmail = email.ToUpperInvariant(), Language = language, TimeZone = Zones.OfLanguage(language).Id, CreatedAt = now, SecurityStamp = Guid.CreateVersion7().ToString("N") };
        person.UserName = person.Id.ToString("N");
        person.NormalizedUserName = person.UserName.ToUpperInvariant();
        return person;
    }

    /// <summary>What is asked of a newcomer: a name, the age, a home.</summary>
    /// <param name="homeZone">The first time, the clock of the home becomes the person's own.</param>
    public void Welcome(string name, bool under18, Guid? municipalityId, DateTimeOffset now, TimeZoneInfo? homeZone = null)
    {
        if (SaidAtLeast13At is null && homeZone is not null) TimeZone = homeZone.Id;
        Name = under18 ? FirstNameOf(name) : name;
        Under18 = under18;
        SaidAtLeast13At ??= now;
        if (municipalityId is not null) MunicipalityId = municipalityId;
        if (under18) MayBeSuggested = false;
        ProfileVersion++;
    }

    /// <summary>Somebody may have used this address before its owner came: nothing said then counts.</summary>
    public void ForgetWhatOthersSaid()
    {
        Name = "";
        SaidAtLeast13At = null;
        Under18 = false;
    }

    /// <summary>The profile that matching uses. The wish to be suggested is never granted under 18.</summary>
    public void ChangeProfile(Profile profile)
    {
        Name = Under18 ? FirstNameOf(profile.Name) : profile.Name;
        MunicipalityId = profile.MunicipalityId;
        AreaId = profile.AreaId;
        ThemeIds = profile.ThemeIds;
        SkillIds = profile.SkillIds;
        WordIds = [.. (profile.WordIds ?? []).Distinct().Take(MostWords)];
        Speaks = profile.Speaks;
        WeeklyTimes = profile.WeeklyTimes;
        Effort = profile.Effort;
        NeverThemeIds = profile.NeverThemeIds;
        MayBeSuggested = profile.MayBeSuggested && !Under18;
        ProfileVersion++;
    }

    /// <summary>Another address, shown to be the person's own. Sessions elsewhere end with the stamp.</summary>
    public void MoveTo(string email)
    {
        Email = email;
        NormalizedEmail = email.ToUpperInvariant();
        SecurityStamp = Guid.CreateVersion7().ToString("N");
    }

    /// <summary>Another rhythm or zone moves the next digest; one that is due already stays due, and where nothing changed nothing moves.</summary>
    public void ChangeLetters(string language, string timeZone, DigestRhythm rhythm, bool noticeBoard, DateTimeOffset now)
    {
        var stays = NextDigestAt is { } next && rhythm == DigestRhythm && (timeZone == TimeZone || next <= now);
        (Language, TimeZone, DigestRhythm, NoticeBoardLetters) = (language, timeZone, rhythm, noticeBoard);
        if (!stays) PlanNextDigest(now);
    }

    /// <summary>The next digest is due at seven on the person's clock: the next morning, or on the next Monday. However late it is planned, it is one.</summary>
    public void PlanNextDigest(DateTimeOffset after)
    {
        NextDigestAt = null;
        if (DigestRhythm == DigestRhythm.Never) return;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var next = WallClock.Next(_seven, after, zone);
        while (DigestRhythm == DigestRhythm.Weekly && WallClock.Date(next, zone).DayOfWeek != DayOfWeek.Monday) next = WallClock.Next(_seven, next, zone);
        NextDigestAt = next;
    }

    public bool Gets(Subscription letters) => letters == Subscription.Digest ? DigestRhythm != DigestRhythm.Never : NoticeBoardLetters;

    /// <summary>No more letters of this kind.</summary>
    public void Stop(Subscription letters)
    {
        if (letters == Subscription.Digest) (DigestRhythm, NextDigestAt) = (DigestRhythm.Never, null);
        else NoticeBoardLetters = false;
    }

    /// <summary>They come again.</summary>
    /// <param name="rhythm">Of the digest.</param>
    public void Resume(Subscription letters, DigestRhythm rhythm, DateTimeOffset now)
    {
        if (letters == Subscription.NoticeBoard) NoticeBoardLetters = true;
        else ChangeLetters(Language, TimeZone, rhythm, NoticeBoardLetters, now);
    }

    /// <summary>The person was here on this day: any question whether the account is still wanted is answered.</summary>
    public void Seen(DateOnly day) => (LastSeenOn, AwayAsks, AwayAskedAt) = (day, 0, null);

    /// <summary>After 22 months without a visit the person is asked, a month later again; two months after the first question, and not
    /// before 24 months, the account goes.</summary>
    public AwayStep AwayStepAt(DateTimeOffset now)
    {
        if (LastVisit > now.AddMonths(-22)) return AwayStep.Nothing;
        if (AwayAsks == 0) return AwayStep.Ask;
        if (AwayAskedAt > now.AddMonths(-1)) return AwayStep.Nothing;
        return AwayAsks == 1 ? AwayStep.AskAgain : LastVisit <= now.AddMonths(-24) ? AwayStep.LetGo : AwayStep.Nothing;
    }

    public void AskIfAway(DateTimeOffset now) => (AwayAsks, AwayAskedAt) = (AwayAsks + 1, now);

    private DateTimeOffset LastVisit => LastSeenOn is { } day ? new(day, TimeOnly.MinValue, TimeSpan.Zero) : CreatedAt;

    /// <summary>What hosts are shown.</summary>
    public static string FirstNameOf(string name) => name.Split(' ', 2)[0];
}

/// <summary>What a person says of themselves for matching; everything but the name may be left out.</summary>
/// <param name="WordIds">Free words that no theme or skill says yet.</param>
public sealed record Profile(string Name, Guid? MunicipalityId, Guid? AreaId, Guid[] ThemeIds, Guid[] SkillIds, string[] Speaks,
    int WeeklyTimes, Effort Effort, Guid[] NeverThemeIds, bool MayBeSuggested, Guid[]? WordIds = null);
