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

    /// <summary>Gives places to the first in this order, of initiatives that have none yet, until so many are given in all.</summary>
    public void Give(IEnumerable<Place> suitable, int upTo, IComparer<Place> order)
    {
        var before = _given.Count;
        if (before >= upTo) return;
        foreach (var one in suitable)
        {
            if (_given.Count == upTo && order.Compare(one, _given[^1]) >= 0) continue;
            var same = Holder(one);
            if (same >= 0 && (same < before || order.Compare(one, _given[same]) >= 0)) continue;
            if (same >= 0) _given.RemoveAt(same);
            else if (_given.Count == upTo) _given.RemoveAt(upTo - 1);
            var at = before;
            while (at < _given.Count && order.Compare(_given[at], one) < 0) at++;
            _given.Insert(at, one);
        }
    }

    /// <summary>Gives so many places to what the fewest have seen. Where its initiative has a place already, for a better role that is not
    /// among the seldom seen any more, it takes that one over: else a role beside a better one would be shown to nobody.</summary>
    public void GiveToFewSeen(IEnumerable<Place> suitable, int count)
    {
        var fewSeen = new Places(count);
        fewSeen.Give(suitable.Where(p => p.Role.SeenBy < Scoring.FewSeen && (Holder(p) is var at && (at < 0 || _given[at].Role.SeenBy >= Scoring.FewSeen))), count, Place.BySeen);
        foreach (var one in fewSeen._given)
        {
            if (Holder(one) is >= 0 and var at) _given.RemoveAt(at);
            _given.Add(one);
        }
    }

    /// <summary>Where the place of the same initiative is; -1 when it has none.</summary>
    private int Holder(Place place) => _given.FindIndex(p => p.Role.InitiativeId == place.Role.InitiativeId);
}
