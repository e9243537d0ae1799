namespace Matchmaking.Matching;

/// <summary>A role that suits a person, on the way to one of the person's places.</summary>
internal readonly record struct Place(Candidate Candidate, int Points)
{
    /// <summary>The better first; of equals the lower role id.</summary>
    public static readonly IComparer<Place> ByPoints = Comparer<Place>.Create((a, b) =>
        a.Points != b.Points ? b.Points.CompareTo(a.Points) : a.Role.RoleId.CompareTo(b.Role.RoleId));

    /// <summary>What fewer have seen first; of equals the better.</summary>
    public static readonly IComparer<Place> BySeen = Comparer<Place>.Create((a, b) =>
        a.Role.SeenBy != b.Role.SeenBy ? a.Role.SeenBy.CompareTo(b.Role.SeenBy) : ByPoints.Compare(a, b));

    public RoleFacts Role => Candidate.Role;
}

/// <summary>The places of one person, given in turns. An initiative gets one, whichever of its roles comes first; and whoever is not among
/// the first of a turn is not remembered, so a whole country is looked through with a handful of places.</summary>
internal sealed class Places(int most)
{
    private readonly List<Place> _given = new(most);

    public IReadOnlyList<Place> All => _given;
    public int Given => _given.Count;

    /// <summary>Gives places to the first in this order, of initiatives that have none yet, until so many are given in all.</summary>
    public void Give(IEnumerable<Place> suitable, int upTo, IComparer<Place> order)
    {
        var before = _given.Count;
        if (before >= upTo) return;
        foreach (var one in suitable)
        {
            if (_given.Count == upTo && order.Compare(one, _given[^1]) >= 0) continue;
            var same = _given.FindIndex(p => p.Role.InitiativeId == one.Role.InitiativeId);
            if (same >= 0 && (same < before || order.Compare(one, _given[same]) >= 0)) continue;
            if (same >= 0) _given.RemoveAt(same);
            else if (_given.Count == upTo) _given.RemoveAt(upTo - 1);
            var at = before;
            while (at < _given.Count && order.Compare(_given[at], one) < 0) at++;
            _given.Insert(at, one);
        }
    }
}
