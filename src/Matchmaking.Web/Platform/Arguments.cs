namespace Matchmaking.Web.Platform;

/// <summary>What the program was asked to do: each of its own arguments once, in any order; the rest is configuration.</summary>
/// <param name="Migrate">Bring the database up to this version.</param>
/// <param name="Demo">Load the demo world.</param>
/// <param name="Administrator">The address whose account becomes administrator, as the first one must be made.</param>
/// <param name="Serve">Go on to serve; so it does when nothing else was asked.</param>
internal sealed record Arguments(bool Migrate, bool Demo, string? Administrator, bool Serve, string[] Rest)
{
    /// <exception cref="SettingsException">An address is missing.</exception>
    public static Arguments Read(string[] args)
    {
        var rest = new List<string>();
        var (migrate, demo, serve, administrator) = (false, false, false, (string?)null);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--migrate": migrate = true; break;
                case "--demo": demo = true; break;
                case "--serve": serve = true; break;
                case "--make-administrator":
                    administrator = ++i < args.Length ? args[i] : throw new SettingsException("Cannot start: --make-administrator needs an e-mail address.");
                    break;
                default: rest.Add(args[i]); break;
            }
        }
        return new(migrate, demo, administrator, serve || !(migrate || demo || administrator is not null), [.. rest]);
    }
}
