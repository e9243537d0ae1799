using System.Buffers.Text;
using System.Net.Mime;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Web.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Account;

/// <summary>What the script of <see cref="PasskeyButton"/> asks for, and where it sends what the browser answers. The question waits in a
/// sealed cookie. A passkey is made and used with the device's own check of its owner, so it counts as two factors.</summary>
internal static class PasskeyEndpoints
{
    public static void AddPasskeys(this IServiceCollection services, WebSettings settings)
    {
        new IdentityBuilder(typeof(Person), services).AddSignInManager();
        services.Configure<IdentityPasskeyOptions>(o => (o.ServerDomain, o.UserVerificationRequirement, o.ResidentKeyRequirement) = (settings.BaseUrl.Host, "required", "required"));
    }

    public static void MapPasskeys(this IEndpointRouteBuilder site)
    {
        site.MapPost($"/{Links.PasskeyQuestion}", async ([FromServices] SignInManager<Person> passkeys) =>
            Results.Text(await passkeys.MakePasskeyRequestOptionsAsync(null), MediaTypeNames.Application.Json)).AllowAnonymous().WithMetadata(new LimitedAttribute(Limit.SignIn));
        site.MapPost($"/{Links.GivePasskey}", SignInAsync).AllowAnonymous().WithMetadata(new LimitedAttribute(Limit.SignIn));
        site.MapPost($"/{Links.PasskeyChoices}", async ([FromServices] SignInManager<Person> passkeys, [FromServices] ReadSecondFactors factors, [FromServices] MatchmakingDb db, [FromServices] Me me) =>
        {
            if (!await MayAddAsync(me, factors)) return Results.StatusCode(StatusCodes.Status403Forbidden);
            var email = await db.People().Where(p => p.Id == me.Id).Select(p => p.Email!).SingleAsync();
            return Results.Text(await passkeys.MakePasskeyCreationOptionsAsync(new() { Id = me.Id.ToString(), Name = email, DisplayName = me.Name }), MediaTypeNames.Application.Json);
        }).RequireAuthorization();
        site.MapPost($"/{Links.AddPasskey}", AddAsync).RequireAuthorization();
        site.MapPost($"/{Links.RemovePasskey}", async ([FromForm] string? key, HttpContext context, [FromServices] RemovePasskey remove, [FromServices] ReadSecondFactors factors, [FromServices] MatchmakingDb db, [FromServices] Me me,
            [FromServices] Here here, [FromServices] Redirect redirect, [FromServices] IStringLocalizer<Texts> t, CancellationToken ct) =>
        {
            if (!me.SecondFactor) return redirect.Result(Links.MySecurity, t["Security.ShowFirst"]);
            if (!me.IsFresh) return redirect.Result(Links.Reassure($"{here.Base}{Links.MySecurity}"), t["Reassure.Why"]);
            if (key is not null && Base64Url.IsValid(key)) await remove.RunAsync(me.Id, Base64Url.DecodeFromChars(key), ct);
            await Session.GoOnAsync(context, me.Id, factors, db, ct);
            return redirect.Result(Links.MySecurity, t["Passkeys.Removed"]);
        }).RequireAuthorization();
    }

    private static async Task<IResult> SignInAsync([FromForm] string? credential, [FromForm] string? returnUrl, HttpContext context, [FromServices] SignInManager<Person> passkeys,
        [FromServices] AddPasskey keep, [FromServices] Redirect redirect, [FromServices] IStringLocalizer<Texts> t, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(credential) || await AnsweredAsync(() => passkeys.PerformPasskeyAssertionAsync(credential)) is not { Succeeded: true, User: { } person } given)
            return redirect.Result(Links.SignIn(returnUrl), t["Passkeys.Failed"]);
        await keep.RunAsync(person.Id, given.Passkey, ct);
        await Session.OpenAsync(context, person.Id, person.SecurityStamp!, secondFactor: true);
        return redirect.Result(redirect.Local(returnUrl), t["Code.SignedIn"]);
    }

    private static async Task<IResult> AddAsync([FromForm] string? credential, HttpContext context, [FromServices] SignInManager<Person> passkeys, [FromServices] AddPasskey add,
        [FromServices] ReadSecondFactors factors, [FromServices] MatchmakingDb db, [FromServices] Me me, [FromServices] Redirect redirect, [FromServices] IStringLocalizer<Texts> t, CancellationToken ct)
    {
        if (!await MayAddAsync(me, factors)) return redirect.Result(Links.MySecurity, t["Security.ShowFirst"]);
        if (string.IsNullOrEmpty(credential) || await AnsweredAsync(() => passkeys.PerformPasskeyAttestationAsync(credential)) is not { Succeeded: true } made
            || made.UserEntity.Id != me.Id.ToString() || !await add.RunAsync(me.Id, made.Passkey, ct)) return redirect.Result(Links.MySecurity, t["Passkeys.Failed"]);
        await Session.OpenAsync(context, me.Id, await db.People().Where(p => p.Id == me.Id).Select(p => p.SecurityStamp!).SingleAsync(ct), secondFactor: true);
        return redirect.Result(Links.RecoveryCodes, t["Passkeys.Added"]);
    }

    /// <summary>Nothing when this browser was asked no question, or so long ago that it is forgotten: the library throws then.</summary>
    private static async Task<T?> AnsweredAsync<T>(Func<Task<T>> check) where T : class
    {
        try
        {
            return await check();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The first second factor needs a fresh code; each further one needs one that is there already, or a thief of the mailbox could add their own.</summary>
    private static async Task<bool> MayAddAsync(Me me, ReadSecondFactors factors) => me.IsFresh && (me.SecondFactor || !(await factors.RunAsync(me.Id)).Any);
}
