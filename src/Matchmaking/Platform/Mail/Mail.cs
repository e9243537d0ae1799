using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matchmaking.Platform.Mail;

/// <summary>A letter as data: whom it is for, and ids of what it tells. Its words are written in Web at the moment of sending.</summary>
/// <param name="To">The person; nobody when the letter goes to an address without an account.</param>
public abstract record Mail(Guid? To)
{
    [JsonIgnore] public virtual MailClass Class => MailClass.Transactional;

    /// <summary>How long after its cause the letter is still worth sending.</summary>
    [JsonIgnore] public virtual TimeSpan UsefulFor => TimeSpan.FromDays(3);

    /// <summary>Set when the letter must be sent once in the life of its cause, however often the cause recurs.</summary>
    [JsonIgnore] public virtual string? OnceKey => null;

    internal OutgoingMail ToRow(DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return new OutgoingMail
        {
            Id = id,
            Class = Class,
            Priority = (int)Class,
            PersonId = To,
            Kind = GetType().Name,
            Args = JsonSerializer.Serialize(this, GetType()),
            MessageId = $"<{id:N}@treffitori>",
            ExpiresAt = now + UsefulFor,
            CreatedAt = now,
            OnceKey = OnceKey,
        };
    }
}
