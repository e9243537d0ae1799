namespace Matchmaking.People;

/// <summary>What an official may be here.</summary>
public enum Office { Coordinator, Moderator, Administrator }

/// <summary>A person holds an office: coordinators and moderators in one municipality, administrators everywhere.
/// All need a second factor before the office has any effect.</summary>
public sealed class Appointment
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PersonId { get; init; }

    /// <summary>Nothing for an administrator.</summary>
    public Guid? MunicipalityId { get; init; }
    public Office Office { get; init; }

    /// <summary>The administrator who appointed; nobody for the first one, made on the server.</summary>
    public Guid? AppointedById { get; init; }
    public DateTimeOffset Since { get; init; }
    public DateTimeOffset? EndedAt { get; private set; }

    public void End(DateTimeOffset now) => EndedAt ??= now;
}

/// <summary>The person a request or a write speaks for, with the offices held now. Offices are empty until the second factor was given.</summary>
public sealed record Actor(Guid PersonId, IReadOnlyList<(Office Office, Guid? MunicipalityId)> Offices, bool Suspended = false)
{
    public bool IsAdministrator => Offices.Any(o => o.Office == Office.Administrator);

    /// <summary>May answer for the municipality and change its settings.</summary>
    public bool CanCoordinate(Guid municipalityId) => IsAdministrator || Offices.Contains((Office.Coordinator, municipalityId));

    /// <summary>May decide about reported things of the municipality.</summary>
    public bool CanModerate(Guid municipalityId) => IsAdministrator || Offices.Contains((Office.Moderator, municipalityId));

    /// <summary>May moderate somewhere.</summary>
    public bool IsModerator => IsAdministrator || Offices.Any(o => o.Office == Office.Moderator);

    /// <summary>May say what a free word means. Words are everybody's, so a coordinator of anywhere may.</summary>
    public bool CanMergeWords => IsAdministrator || Offices.Any(o => o.Office == Office.Coordinator);

    public bool IsStaff => Offices.Count > 0;
}
